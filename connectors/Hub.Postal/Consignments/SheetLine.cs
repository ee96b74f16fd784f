namespace Hub.Postal.Consignments;

/// <param name="Amount">Cash of the line, whole đồng; 0 where the sheet is not about money.</param>
public sealed record SheetLine(string Number, string? Waybill, string Dossier, int Papers, long Amount, DateTimeOffset AddedAt);
