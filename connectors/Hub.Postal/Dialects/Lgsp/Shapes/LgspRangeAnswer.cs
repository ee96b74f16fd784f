namespace Hub.Postal.Dialects.Lgsp.Shapes;

internal sealed record LgspRangeAnswer
{
    public string? Status { get; init; }

    public string? Message { get; init; }

    /// <summary>Of a new one.</summary>
    public LgspRange? Range { get; init; }

    /// <summary>Of the list.</summary>
    public IReadOnlyList<LgspRange>? Ranges { get; init; }
}
