namespace Hub.Functions.Http.Shapes;

/// <param name="Days">Dossiers first seen within so many days; the setting when not said.</param>
/// <param name="Limit">At most so many look-ups.</param>
/// <param name="Heal">Whether to send again what differs.</param>
public sealed record VerifyRequest(int? Days = null, int? Limit = null, bool Heal = false);
