namespace Hub.Functions.Demo;

/// <param name="Json">The whole CloudEvent in structured form.</param>
/// <param name="Status">The status that it brings; null when it brings none.</param>
internal sealed record DemoEvent(string Id, string Code, DateTimeOffset At, string Json, string? Status);
