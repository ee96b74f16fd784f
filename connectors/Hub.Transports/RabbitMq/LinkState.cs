namespace Hub.Transports.RabbitMq;

/// <summary>How one connection to the broker stands.</summary>
/// <param name="Name">What it is for: <c>send</c>, <c>events</c>, <c>lane:NAME</c>.</param>
/// <param name="Since">When it came up or went down.</param>
/// <param name="Reason">Why it is down; null when it is up.</param>
public sealed record LinkState(string Name, bool IsUp, DateTimeOffset Since, string? Reason)
{
    private const string Lane = "lane:";

    internal static string OfLane(string lane) => Lane + lane;

    /// <summary>The queue behind a consumer's link, as figures call it: the lane's name, or <c>events</c>.</summary>
    internal static string QueueOf(string link) => link.StartsWith(Lane, StringComparison.Ordinal) ? link[Lane.Length..] : link;
}
