using Hub.Sandbox.Faults;

namespace Hub.Sandbox.Portal;

/// <summary>What the tail of a dossier code scripts. <c>WritesOnly</c> leaves look-ups of the dossier alone; <c>Once</c> works
/// once for a dossier and operation, or (session loss) once for a dossier, else every time.</summary>
internal sealed record MagicRule(string Name, FaultPlan Plan, bool WritesOnly = false, bool Once = false);
