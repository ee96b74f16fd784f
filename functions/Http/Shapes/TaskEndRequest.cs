namespace Hub.Functions.Http.Shapes;

/// <param name="Result">What was done, 1 to 300 characters; no personal data.</param>
public sealed record TaskEndRequest(string? Result = null);
