namespace Hub.Postal.Consignments;

/// <summary>Money that the post took for one consignment; whole đồng.</summary>
/// <param name="Amount">What was really taken, which may differ from what was asked.</param>
/// <param name="Receipt">Number of the receipt given to the citizen.</param>
/// <param name="Sheet">The remittance it is on; null until then.</param>
/// <param name="Office">Of whoever took it: that office remits it, wherever the parcel goes; null where nobody said.</param>
public sealed record PostalCash(long Amount, DateTimeOffset At, string By, string? Receipt, string? Sheet, string? Office = null)
{
    /// <summary>Follows from the order's amount and the operator's "delivered": what its staff tell of it takes its place.</summary>
    public bool FromSystem { get; init; }
}
