namespace Hub.Sandbox.Postal;

/// <summary>Kinds of effects of the post twin in <c>GET /_twin/effects</c>.</summary>
internal static class PostEffects
{
    public const string Calls = "calls";
    public const string Token = "token";
    public const string TokenRefused = "token.refused";
    public const string Unauthorized = "unauthorized";
    public const string Booked = "order.booked";
    public const string Doubled = "order.doubled";
    public const string Already = "order.refused-existing";
    public const string Refused = "order.refused";
    public const string Cancelled = "order.cancelled";
    public const string CancelRefused = "order.cancel-refused";
    public const string Corrected = "order.corrected";
    public const string CorrectionRefused = "order.correction-refused";
    public const string ItemCodeReused = "item-code.reused";
    public const string ItemCodeOutside = "item-code.outside";
    public const string RangeAllotted = "range.allotted";
    public const string RangeRefused = "range.refused";
    public const string Announced = "dossier.announced";
    public const string Tracked = "tracking.event";
    public const string TrackingPage = "tracking.page";
    public const string PushSent = "post.push.sent";
    public const string PushFailed = "post.push.failed";
    public const string PushGivenUp = "post.push.given-up";

    public static string Of(PostDialect dialect, string kind) => $"post.{dialect.Letter()}.{kind}";

    public static string Magic(string name) => "post.magic." + name;

    /// <summary>The kinds that a check asks for, there from the start.</summary>
    public static IEnumerable<string> Known =>
        PostDialects.All.SelectMany(dialect => new[] { Calls, Booked, Doubled, Already, Refused, Cancelled, ItemCodeReused, ItemCodeOutside }.Select(kind => Of(dialect, kind)))
            .Concat([PushSent, PushFailed, PushGivenUp]);
}
