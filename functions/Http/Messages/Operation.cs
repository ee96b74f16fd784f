using Hub.Functions.Problems;

namespace Hub.Functions.Http.Messages;

/// <summary>Endpoint metadata: what the description of the interface says of it, and what the audit calls it.</summary>
public sealed record Operation(string Id, string Tag, string Summary)
{
    public required string Method { get; init; }

    public required string Path { get; init; }

    /// <summary>RFC 9110 wants HEAD wherever there is GET: the same answer without its body; the server leaves that away.</summary>
    public IReadOnlyList<string> Methods => Method == HttpMethods.Get ? [HttpMethods.Get, HttpMethods.Head] : [Method];

    /// <summary>What the audit calls it, a HEAD like its GET.</summary>
    public string Act => $"{Method} {Path}";

    public IReadOnlyList<Parameter> Parameters { get; init; } = [];

    public Type? Request { get; init; }

    /// <summary>Members that this operation cannot do without, beside those that its shape marks as <see cref="NeededAttribute"/>.</summary>
    public IReadOnlyList<string> Needs { get; init; } = [];

    /// <summary>Without a body it does what an empty one says.</summary>
    public bool TakesNoBody { get; init; }

    public Type? Response { get; init; }

    public int Status { get; init; } = StatusCodes.Status200OK;

    /// <summary>Other statuses with the same shape.</summary>
    public IReadOnlyList<int> AlsoAnswers { get; init; } = [];

    /// <summary>Shape of the answer 202, where what is asked for may need another person's approval first.</summary>
    public Type? Proposes { get; init; }

    /// <summary>Media type of the answer where it is not JSON.</summary>
    public string? ResponseMedia { get; init; }

    /// <summary>Problems beyond those that every endpoint of its kind has.</summary>
    public IReadOnlyList<ProblemKind> Problems { get; init; } = [];

    /// <summary>What is sent is known again by what it says, so that it needs no key of its own.</summary>
    public bool KnowsRepeats { get; init; }

    /// <summary>What it shows or changes has an entity tag, and it looks at <c>If-Match</c> itself; elsewhere no tag but <c>*</c> is met.</summary>
    public bool KnowsTag { get; init; }

    /// <summary>A partner's own program calls it, and may write into the query what it likes.</summary>
    public bool TakesAnyQuery { get; init; }

    public bool TakesIdempotencyKey => Method == "POST" && !KnowsRepeats;
}

/// <summary>A path or query parameter. A name with a trailing <c>*</c> in the route is matched whole; here it stands plain.</summary>
/// <param name="Kind"><c>string</c>, <c>integer</c>, <c>date-time</c> or <c>boolean</c>.</param>
/// <param name="IsNeeded">A query parameter that the endpoint cannot do without.</param>
public sealed record Parameter(string Name, string Description, string Kind = "string", bool InPath = false, IReadOnlyList<string>? Values = null, bool IsNeeded = false);

/// <summary>A member of a request without which it is refused, told by a sentence of its own rather than by the serializer: the description calls it required.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class NeededAttribute : Attribute
{
    /// <summary>Exactly one is needed of the members that share this word.</summary>
    public string? OneOf { get; init; }
}
