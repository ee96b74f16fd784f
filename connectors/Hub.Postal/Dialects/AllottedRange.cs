using Hub.Postal.Consignments;

namespace Hub.Postal.Dialects;

/// <summary>A range as an operator lists it.</summary>
/// <param name="Range">As if none of its numbers was used.</param>
/// <param name="Used">How many of its numbers the operator has seen on orders; null where it does not say.</param>
public sealed record AllottedRange(WaybillRange Range, long? Used = null);
