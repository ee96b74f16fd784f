namespace Hub.Postal.Dialects;

/// <summary>The operator's reasons of a failed pickup or delivery. Assumed: no public source lists them; the settings change them.</summary>
internal static class OperatorReasons
{
    public static readonly IReadOnlyDictionary<string, string> Assumed = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["R01"] = "address-wrong",
        ["R02"] = "not-at-home",
        ["R03"] = "refused-to-receive",
        ["R04"] = "force-majeure",
        ["R05"] = "asked-to-wait",
    };
}
