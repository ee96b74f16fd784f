namespace Hub.Functions.Settings;

/// <summary>One wrong setting, with its mend.</summary>
/// <param name="Key"><c>Intake:MaxBatch</c>.</param>
public sealed record SettingsFault(string Key, string Vietnamese, string English)
{
    /// <summary><c>HUB__Intake__MaxBatch</c>.</summary>
    public string Variable => $"HUB__{Key.Replace(":", "__", StringComparison.Ordinal)}";
}
