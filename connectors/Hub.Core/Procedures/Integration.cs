namespace Hub.Core.Procedures;

/// <summary>How far the centre's offer of one procedure on the national portal has come.</summary>
/// <param name="State"><c>proposed</c>, <c>testing</c>, <c>integrated</c>, <c>refused</c> or <c>withdrawn</c>.</param>
/// <param name="Evidence">What shows it: decision number, the portal's answer, a link; JSON object.</param>
public sealed record Integration(string ProcedureCode, string State, string Evidence, DateTimeOffset At);
