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

/// <summary>How a dossier may be filed.</summary>
public static class FilingChannels
{
    public const string Direct = "direct";
    public const string Online = "online";
    public const string ByPost = "postal";
}

/// <summary>Where a dossier may have been entered.</summary>
public static class FilingSites
{
    public const string Country = "national-portal";
    public const string Province = "provincial-portal";
}

/// <summary>One difference between the catalogue and a source. <paramref name="After"/> is null when the procedure was withdrawn.</summary>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>withdrawn</c>.</param>
/// <param name="Source">Where it was read: <c>national-portal</c> or <c>import</c>.</param>
public sealed record ProcedureChange(
    string Kind, string Code, Procedure? Before, Procedure? After, IReadOnlyList<FieldChange> Fields, DateTimeOffset At, string Source);

public sealed record FieldChange(string Field, string? Before, string? After);

/// <summary>How far the centre's offer of one procedure on the national portal has come.</summary>
/// <param name="State"><c>proposed</c>, <c>testing</c>, <c>integrated</c>, <c>refused</c> or <c>withdrawn</c>.</param>
/// <param name="Evidence">What shows it: decision number, the portal's answer, a link; JSON object.</param>
public sealed record Integration(string ProcedureCode, string State, string Evidence, DateTimeOffset At);
