namespace Hub.Postal.Print;

/// <param name="Papers">Number of papers in the consignment.</param>
/// <param name="FeeToCollect">Whole đồng.</param>
public sealed record ManifestLine(string OrderNumber, string? Waybill, string Receiver, int Papers, long FeeToCollect, string? Remark = null);
