namespace Hub.Core.Procedures;

/// <summary>One difference between the catalogue and a source. <paramref name="After"/> is null when the procedure was withdrawn.</summary>
/// <param name="Kind"><c>added</c>, <c>changed</c> or <c>withdrawn</c>.</param>
/// <param name="Source">Where it was read: <c>national-portal</c> or <c>import</c>.</param>
public sealed record ProcedureChange(
    string Kind, string Code, Procedure? Before, Procedure? After, IReadOnlyList<FieldChange> Fields, DateTimeOffset At, string Source);
