using System.Collections;
using Hub.Core.Parties;
using Hub.Functions.Parties;

namespace Hub.Functions.Settings;

/// <summary>Reads and checks every setting. Only this class reads configuration.</summary>
public static class SettingsReader
{
    private const string Prefix = "HUB__";

    // Sections of the framework that may stand in the same file.
    private static readonly string[] NotOurs = ["Logging", "AllowedHosts", "Kestrel"];

    /// <summary>Of this process: <c>appsettings.json</c> beside the executable and in the current directory, its environment, its arguments.</summary>
    /// <param name="args"><c>--data DIR</c>, <c>--urls URL</c>, or any setting as <c>--Intake:MaxBatch=500</c>.</param>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static HubSettings Read(Wings wings, params string[] args) => Read(
        wings,
        args,
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>().ToDictionary(e => (string)e.Key, e => e.Value as string ?? "", StringComparer.Ordinal),
        [Path.Combine(AppContext.BaseDirectory, "appsettings.json"), Path.Combine(Environment.CurrentDirectory, "appsettings.json")]);

    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static HubSettings Read(Wings wings, IReadOnlyList<string> args, IReadOnlyDictionary<string, string> environment, IReadOnlyList<string> files)
    {
        var root = new SettingsNode();
        var faults = new List<SettingsFault>();
        foreach (var file in files.Distinct(StringComparer.Ordinal).Where(File.Exists))
        {
            ReadFile(file, root, faults);
        }

        foreach (var (name, value) in environment.Where(e => e.Key.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase)).OrderBy(e => e.Key, StringComparer.Ordinal))
        {
            root.Set(name[Prefix.Length..].Replace("__", ":", StringComparison.Ordinal), value);
        }

        ReadArguments(args, root, faults);
        var binder = new SettingsBinder();
        var parties = wings.Parties.All.ToDictionary(party => party.Section, party => party.Complete(Bind(binder, party, root.Take(party.Section))), StringComparer.Ordinal);
        var settings = (HubSettings)binder.Bind(typeof(HubSettings), root, "", others: parties.Keys) with { Wings = wings, Parties = new PartySettings(parties) };
        faults.AddRange(binder.Faults);
        faults.AddRange(SettingsRules.Check(settings));
        return faults.Count == 0 ? settings : throw new SettingsException(faults);
    }

    private static object Bind(SettingsBinder binder, Party party, SettingsNode? section) =>
        section is null || section.IsEmpty ? party.DefaultOptions : binder.Bind(party.DefaultOptions.GetType(), section, party.Section, party.DefaultOptions);

    private static void ReadFile(string file, SettingsNode root, List<SettingsFault> faults)
    {
        try
        {
            if (!System.Text.Unicode.Utf8.IsValid(File.ReadAllBytes(file)))
            {
                throw new InvalidDataException("It is not UTF-8.");
            }

            var entries = new ConfigurationBuilder().AddJsonFile(file, optional: false, reloadOnChange: false).Build().AsEnumerable();
            foreach (var (key, value) in entries)
            {
                if (value is not null && !NotOurs.Contains(key.Split(':')[0], StringComparer.OrdinalIgnoreCase))
                {
                    root.Set(key, value);
                }
            }
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException or UnauthorizedAccessException)
        {
            faults.Add(new SettingsFault(file, ("tệp cấu hình không đọc được; hãy kiểm tra cú pháp JSON và quyền đọc.", "the settings file cannot be read; check its JSON and its permissions.")));
        }
    }

    private static void ReadArguments(IReadOnlyList<string> args, SettingsNode root, List<SettingsFault> faults)
    {
        for (var i = 0; i < args.Count; i++)
        {
            if (!args[i].StartsWith("--", StringComparison.Ordinal))
            {
                faults.Add(new SettingsFault(args[i], ("tham số phải có dạng --Tên=giá_trị.", "an argument must have the form --Name=value.")));
                continue;
            }

            var equals = args[i].IndexOf('=', StringComparison.Ordinal);
            var key = equals < 0 ? args[i][2..] : args[i][2..equals];
            if (equals >= 0)
            {
                root.Set(key, args[i][(equals + 1)..]);
            }
            else if (i + 1 < args.Count)
            {
                root.Set(key, args[++i]);
            }
            else
            {
                faults.Add(SettingsFaults.Missing(key));
            }
        }
    }
}
