namespace Hub.Postal.Dialects;

/// <param name="LooksUp">An order can be looked up, so that a booking in doubt can be found out.</param>
/// <param name="RefusesRepeats">A second booking of one number is refused as registered already, so repeating one in doubt is safe.</param>
/// <param name="NeedsWaybill">The order carries a waybill from a range allotted to us.</param>
/// <param name="HasFeed">Tells by a feed; the others are asked for each order, or push.</param>
public sealed record PostalAbilities(bool LooksUp, bool RefusesRepeats, bool NeedsWaybill, bool HasFeed, bool Quotes, bool Redirects);
