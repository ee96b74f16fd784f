using Hub.Postal.Acts;

namespace Hub.Functions.Http.Shapes;

/// <param name="Result"><c>done</c>, or the name of the problem for which the line was not taken.</param>
/// <param name="Answer">Of a line that was taken.</param>
public sealed record ScanVerdict(
    string? ActId, string? Number, string Result, ActAnswer? Answer = null, string? Vi = null, string? En = null, IReadOnlyList<ProblemError>? Errors = null);
