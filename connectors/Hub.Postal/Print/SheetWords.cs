namespace Hub.Postal.Print;

/// <summary>The words of manifest and slip, the same on screen and on paper.</summary>
internal static class SheetWords
{
    public const string ManifestTitle = "BẢNG KÊ BƯU GỬI / MANIFEST";
    public const string HandoverTitle = "PHIẾU GIAO NHẬN HỒ SƠ / HANDOVER SLIP";
    public const string ManifestPrepared = "Người lập bảng kê / Prepared by";
    public const string ManifestReceived = "Bưu cục nhận / Received by the post office";
    public const string From = "Bên giao / Handed over by";
    public const string To = "Bên nhận / Received by";
    public const string SignHere = "Ký, ghi rõ họ tên / Signature and full name";
    public const string NotConfirmed = "KHÔNG XÁC NHẬN / DISPUTED";
    public const string Confirmed = "Đã xác nhận / Confirmed";

    public static readonly IReadOnlyList<string> ManifestColumns =
    [
        "STT / No.", "Mã vận đơn / Waybill", "Mã đơn / Order", "Người nhận / Receiver", "Giấy tờ / Papers", "Thu hộ / Collect", "Ghi chú / Remark",
    ];

    public static readonly IReadOnlyList<string> HandoverColumns =
    [
        "STT / No.", "Mã đơn / Order", "Mã vận đơn / Waybill", "Của ai / Person", "Giấy tờ / Papers", "Ghi chú / Remark",
    ];

    /// <summary>Millimetres, as wide as the sheet's inside together.</summary>
    public static readonly IReadOnlyList<int> ManifestWidths = [10, 30, 47, 42, 14, 22, 21];

    /// <summary>Columns that stand to the right.</summary>
    public static readonly IReadOnlyList<int> ManifestNumbers = [0, 4, 5];

    public static readonly IReadOnlyList<int> HandoverWidths = [10, 45, 27, 32, 48, 24];

    public static readonly IReadOnlyList<int> HandoverNumbers = [0];

    public static IEnumerable<string?> ManifestHead(ManifestContent manifest) =>
    [
        $"Đơn vị vận chuyển / Operator: {manifest.Operator}",
        string.IsNullOrWhiteSpace(manifest.PostOffice) ? null : $"Bưu cục / Post office: {manifest.PostOffice}",
        $"Mở lúc / Opened: {PrintText.Time(manifest.OpenedAt)}",
        manifest.ClosedAt is { } closed ? $"Đóng lúc / Closed: {PrintText.Time(closed)}" : "CHƯA ĐÓNG, BẢN NHÁP / NOT CLOSED, DRAFT",
    ];

    public static IEnumerable<string> HandoverHead(HandoverContent slip) =>
        [$"Lập lúc / Issued: {PrintText.Time(slip.IssuedAt)}", Party(From, slip.From), Party(To, slip.To)];

    public static string? Note(HandoverContent slip) => string.IsNullOrWhiteSpace(slip.Note) ? null : $"Ghi chú / Note: {slip.Note}";

    public static IReadOnlyList<string?> Cells(ManifestLine line, int number) =>
        [$"{number}", line.Waybill, line.OrderNumber, line.Receiver, $"{line.Papers}", PrintText.Dong(line.FeeToCollect), line.Remark];

    public static IReadOnlyList<string?> Cells(HandoverLine line, int number) =>
        [$"{number}", line.OrderNumber, line.Waybill, line.Person, PrintText.PaperLines(line.Papers), line.IsDisputed ? Disputed(line) : line.Remark];

    public static string Total(ManifestContent manifest) =>
        $"{Total(manifest.Lines.Count, manifest.Lines.Sum(line => (long)line.Papers))}; thu hộ / to collect {PrintText.Dong(manifest.Lines.Sum(line => line.FeeToCollect))}";

    public static string Total(HandoverContent slip)
    {
        var total = Total(slip.Lines.Count, slip.Lines.Sum(line => line.Papers.Sum(paper => (long)paper.Count)));
        var disputed = slip.Lines.Count(line => line.IsDisputed);
        return disputed == 0 ? total : $"{total}; không xác nhận / disputed: {disputed} bưu gửi / consignments";
    }

    private static string Party(string heading, PrintedParty party)
    {
        List<string?> parts = [$"{heading}: {(string.IsNullOrWhiteSpace(party.Name) ? "…" : party.Name)}", .. party.AddressLines, string.IsNullOrWhiteSpace(party.Phone) ? null : $"ĐT / Tel: {party.Phone}"];
        return string.Join("; ", parts.Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private static string Total(int consignments, long papers) => $"Tổng cộng / Total: {consignments} bưu gửi / consignments; {papers} giấy tờ / papers";

    private static string Disputed(HandoverLine line) => string.IsNullOrWhiteSpace(line.Remark) ? NotConfirmed : $"{NotConfirmed}: {line.Remark}";
}
