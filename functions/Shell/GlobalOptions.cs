using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Hub.Core;
using Hub.Functions.Parties;
using Hub.Functions.Settings;

namespace Hub.Functions.Shell;

/// <summary>Options that mean the same at every command.</summary>
internal static class GlobalOptions
{
    public static readonly Option<string?> Data = new("--data")
    {
        Description = "Thư mục dữ liệu (HUB__Data) / data folder (HUB__Data)",
        Recursive = true,
        HelpName = "DIR",
        Validators = { Check(value => File.Exists(value) ? new($"--data: '{value}' là một tệp, cần một thư mục", $"--data: '{value}' is a file, it takes a folder") : null) },
    };

    public static readonly Option<string?> Urls = new("--urls")
    {
        Description = "Địa chỉ lắng nghe (HUB__Urls) / address to listen on (HUB__Urls)",
        HelpName = "URL",
        Validators = { Listens("--urls") },
    };

    public static readonly Option<string[]> Set = new("--set")
    {
        Description = "Một thiết lập bất kỳ: Intake:MaxBatch=500 / any setting: Intake:MaxBatch=500",
        Recursive = true,
        HelpName = "NAME=VALUE",
        Validators = { Check(value => value.IndexOf('=', StringComparison.Ordinal) > 0 ? null : new($"--set: '{value}' không có dạng TÊN=GIÁ_TRỊ", $"--set: '{value}' has not the form NAME=VALUE")) },
    };

    public static readonly Option<string?> Hub = new("--hub")
    {
        Description = "Hub ở máy khác; nếu không, hub của thư mục dữ liệu / a hub elsewhere; otherwise the one on the data folder",
        Recursive = true,
        HelpName = "URL",
        Validators =
        {
            Check(value => Uri.TryCreate(value, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.Host.Length > 0
                ? null
                : new($"--hub: '{value}' không phải địa chỉ như http://127.0.0.1:5080", $"--hub: '{value}' is no address such as http://127.0.0.1:5080")),
        },
    };

    public static readonly Option<string?> Key = new("--key")
    {
        Description = "Khóa API cho --hub (hoặc HUB_KEY) / API key for --hub (or HUB_KEY)",
        Recursive = true,
        HelpName = "KEY",
    };

    public static readonly Option<bool> Json = new("--json")
    {
        Description = "In JSON cho chương trình đọc / print JSON for scripts",
        Recursive = true,
    };

    /// <summary>Read before the parser is made, by <see cref="ScreenLanguage"/>.</summary>
    public static readonly Option<string?> Lang = new(ScreenLanguage.Option)
    {
        Description = "Tiếng Việt hoặc tiếng Anh; mặc định theo LANG / Vietnamese or English; by default as LANG says",
        Recursive = true,
        HelpName = "vi|en",
        Validators = { Check(value => value is "vi" or "en" ? null : new($"--lang: cần vi hoặc en, không phải '{value}'", $"--lang: it takes vi or en, not '{value}'")) },
    };

    /// <summary>The settings with what the command line says about them.</summary>
    /// <exception cref="SettingsException">A setting is wrong.</exception>
    public static HubSettings Settings(ParseResult parse, params IEnumerable<string> more) => SettingsReader.Read(Wings(parse), [.. Arguments(parse), .. more]);

    /// <summary>Refuses, as a wrong argument, what a server cannot listen on.</summary>
    public static Action<OptionResult> Listens(string name) => Check(value => SettingsRules.AreListened(value)
        ? null
        : new($"{name}: '{value}' không phải địa chỉ như http://127.0.0.1:5080", $"{name}: '{value}' is no address such as http://127.0.0.1:5080"));

    /// <summary>Refuses a number outside a range; what is no number the parser refuses itself.</summary>
    public static Action<OptionResult> Between(string name, double least, double most) => Check(value =>
        !double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) || (number >= least && number <= most)
            ? null
            : new(string.Create(CultureInfo.InvariantCulture, $"{name}: cần từ {least} đến {most}"), string.Create(CultureInfo.InvariantCulture, $"{name}: it takes {least} to {most}")));

    public static Wings Wings(ParseResult parse) => ((HubRootCommand)parse.RootCommandResult.Command).Wings;

    private static Action<OptionResult> Check(Func<string, Bilingual?> refuse) => result =>
    {
        foreach (var refusal in result.Tokens.Select(token => token.Value.Length == 0 ? null : refuse(token.Value)).OfType<Bilingual>().Take(1))
        {
            result.AddError(refusal.ToString());
        }
    };

    private static IEnumerable<string> Arguments(ParseResult parse)
    {
        if (parse.GetValue(Data) is { } data)
        {
            yield return "--Data=" + data;
        }

        if (parse.GetResult(Urls) is not null && parse.GetValue(Urls) is { } urls)
        {
            yield return "--Urls=" + urls;
        }

        foreach (var setting in parse.GetValue(Set) ?? [])
        {
            yield return "--" + setting;
        }
    }
}

/// <summary>The root of every command; it knows the parties.</summary>
internal sealed class HubRootCommand(Wings wings, string description) : RootCommand(description)
{
    public Wings Wings => wings;
}
