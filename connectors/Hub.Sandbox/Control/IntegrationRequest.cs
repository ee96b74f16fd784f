namespace Hub.Sandbox.Control;

/// <summary>Body of <c>POST /_twin/portal/integrations</c>: moves a procedure to a state.</summary>
internal sealed record IntegrationRequest(string? Code, string? State);
