namespace Hub.Postal.Dialects;

/// <summary>An order that the operator has.</summary>
/// <param name="Waybill">Null where the operator gives it later, with the first sign.</param>
/// <param name="Reference">The operator's own id of the order.</param>
/// <param name="Price">Whole đồng.</param>
public sealed record Booked(string? Waybill, string? Reference, long? Price);
