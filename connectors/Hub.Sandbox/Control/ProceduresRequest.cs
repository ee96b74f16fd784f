using Hub.Sandbox.Portal;

namespace Hub.Sandbox.Control;

/// <summary>Body of <c>POST /_twin/portal/procedures</c>.</summary>
internal sealed record ProceduresRequest(IReadOnlyList<ProcedureChange>? Upsert, IReadOnlyList<string>? Withdraw);
