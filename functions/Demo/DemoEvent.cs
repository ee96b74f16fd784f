using Hub.Postal.Consignments;

namespace Hub.Functions.Demo;

/// <summary>One event of the day.</summary>
/// <param name="Json">The whole CloudEvent in structured form.</param>
/// <param name="Status">The status that it brings; null when it brings none.</param>
public sealed record DemoEvent(string Id, string Code, DateTimeOffset At, string Json, string? Status)
{
    /// <summary>What it asks of the post; null when it asks nothing.</summary>
    public PostalDirection? Post { get; init; }
}
