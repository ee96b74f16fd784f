namespace Hub.Postal.Consignments;

/// <summary>Why a pickup, a delivery or a consignment failed.</summary>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record PostalReason(string Code, Blame Blame, string Vietnamese, string English);
