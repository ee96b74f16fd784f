namespace Hub.Functions.Demo;

/// <summary>One event of the day.</summary>
/// <param name="Json">The whole CloudEvent in structured form.</param>
/// <param name="Status">The status that it brings; null when it brings none.</param>
public sealed record DemoEvent(string Id, string Code, DateTimeOffset At, string Json, string? Status)
{
    /// <summary>The lane that it asks something of; null when it only tells.</summary>
    public string? Asks { get; init; }
}

/// <summary>A procedure that the demonstration files dossiers of.</summary>
public sealed record DemoProcedure(string Code, string Name, string? FieldCode, string? FieldName, IReadOnlyList<long> Fees);
