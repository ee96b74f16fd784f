namespace Hub.Functions.Http.Shapes;

/// <param name="State"><c>proposed</c>, <c>testing</c>, <c>integrated</c>, <c>refused</c> or <c>withdrawn</c>.</param>
public sealed record IntegrationView(string ProcedureCode, string State, System.Text.Json.JsonElement? Evidence, DateTimeOffset At);
