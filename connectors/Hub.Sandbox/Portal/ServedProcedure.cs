namespace Hub.Sandbox.Portal;

/// <summary>A procedure and whether the portal shows it; a withdrawn one stays known for the dossiers that began under it.</summary>
internal sealed record ServedProcedure(TwinProcedure Procedure, bool IsPublic);
