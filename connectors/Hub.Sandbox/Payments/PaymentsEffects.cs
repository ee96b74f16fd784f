namespace Hub.Sandbox.Payments;

/// <summary>Kinds of effects of the payments twin in <c>GET /_twin/effects</c>.</summary>
internal static class PaymentsEffects
{
    public const string Moved = "payments.movement";
    public const string Slips = "payments.slip";
    public const string PlatformCalls = "payments.platform.calls";
    public const string PlatformRefused = "payments.platform.refused";
    public const string Opened = "payments.platform.opened";

    public static string Told(string messenger) => $"payments.{messenger}.told";

    public static string Failed(string messenger) => $"payments.{messenger}.failed";

    public static string GivenUp(string messenger) => $"payments.{messenger}.given-up";

    /// <summary>The kinds that a check asks for, there from the start.</summary>
    public static IEnumerable<string> Known =>
        ((string[])[Moved, Slips, PlatformCalls, PlatformRefused, Opened]).Concat(NoticeFormats.Names.SelectMany(name => (string[])[Told(name), Failed(name), GivenUp(name)]));
}
