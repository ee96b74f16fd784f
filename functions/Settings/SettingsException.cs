using Hub.Core;

namespace Hub.Functions.Settings;

/// <summary>The hub cannot start with these settings. The command line ends with exit code 78.</summary>
public sealed class SettingsException(IReadOnlyList<SettingsFault> faults) : Exception(Text(faults))
{
    public const int ExitCode = 78;

    public IReadOnlyList<SettingsFault> Faults { get; } = faults;

    private static string Text(IReadOnlyList<SettingsFault> faults) => string.Join(
        Environment.NewLine,
        faults.Select(f => $"{f.Key} ({f.Variable}): {f.Text}"));
}

/// <summary>One wrong setting, with its mend.</summary>
/// <param name="Key"><c>Intake:MaxBatch</c>.</param>
public sealed record SettingsFault(string Key, Bilingual Text)
{
    /// <summary><c>HUB__Intake__MaxBatch</c>.</summary>
    public string Variable => $"HUB__{Key.Replace(":", "__", StringComparison.Ordinal)}";
}
