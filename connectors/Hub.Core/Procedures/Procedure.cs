namespace Hub.Core.Procedures;

/// <summary>An administrative procedure as the local catalogue keeps it, whichever source it came from.</summary>
public sealed record Procedure
{
    /// <summary><c>1.000656</c>, with an optional local suffix.</summary>
    public required string Code { get; init; }

    public required string Name { get; init; }

    public string? FieldCode { get; init; }

    public string? FieldName { get; init; }

    public string? PromulgatingAgency { get; init; }

    public string? ExecutingAgency { get; init; }

    /// <summary>Any of <c>direct</c>, <c>online</c>, <c>postal</c>, sorted.</summary>
    public IReadOnlyList<string> Channels { get; init; } = [];

    /// <summary>Processing times as published, such as <c>5 WORKING_DAY</c>, in the published order.</summary>
    public IReadOnlyList<string> ProcessingTimes { get; init; } = [];

    /// <summary>Fees in whole đồng, in the published order.</summary>
    public IReadOnlyList<long> Fees { get; init; } = [];

    public DateOnly? UpdatedOn { get; init; }
}
