using System.Globalization;
using Hub.Postal.Consignments;

namespace Hub.Postal.Print;

/// <summary>Remittance lists and the totals by day and operator, as tables.</summary>
public static class MoneyContent
{
    private const string Prepared = "Người lập / Prepared by";
    private const string Received = "Bên nhận tiền / Money received by";

    private static readonly TableColumn[] RemittanceColumns =
    [
        new("STT / No.", 12, IsNumber: true), new("Mã đơn / Order", 58), new("Mã vận đơn / Waybill", 38), new("Mã hồ sơ / Dossier", 48), new("Số tiền / Amount", 30, IsNumber: true),
    ];

    private static readonly TableColumn[] TotalColumns =
    [
        new("Ngày / Day", 22), new("Đơn vị / Operator", 36), new("Bưu gửi / Parcels", 16, IsNumber: true), new("Đã thu / Collected", 28, IsNumber: true),
        new("Đã kê / Listed", 28, IsNumber: true), new("Đã nhận / Received", 28, IsNumber: true), new("Còn phải nộp / Outstanding", 28, IsNumber: true),
    ];

    /// <param name="title">Of the operator.</param>
    /// <param name="closed">Who closed the list for the post, and who counted; null where that was not done.</param>
    public static TableContent Of(PostalSheet sheet, string title, HandoverConfirmation? closed, HandoverConfirmation? received) => new()
    {
        Title = "BẢNG KÊ NỘP TIỀN / REMITTANCE",
        Number = sheet.Id,
        Head =
        [
            $"Đơn vị vận chuyển / Operator: {title}",
            string.IsNullOrWhiteSpace(sheet.Office) ? null : $"Bưu cục / Post office: {sheet.Office}",
            $"Mở lúc / Opened: {PrintText.Time(sheet.OpenedAt)}",
            sheet.State is SheetState.Open ? "CHƯA CHỐT, BẢN NHÁP / NOT CLOSED, DRAFT" : null,
        ],
        Columns = RemittanceColumns,
        Rows = [.. sheet.Lines.Select((line, index) => (IReadOnlyList<TableCell>)[TableCell.Count(index + 1), line.Number, line.Waybill, line.Dossier, TableCell.Dong(line.Amount)])],
        Sum = ["", "Tổng cộng / Total", "", "", TableCell.Dong(sheet.Total)],
        Left = "Bên nộp tiền / Money handed over by",
        Right = Received,
        LeftConfirmed = closed,
        RightConfirmed = received,
    };

    /// <param name="titleOf">What an operator is called.</param>
    public static TableContent Of(DateOnly from, DateOnly to, IReadOnlyList<CashDay> cash, Func<string, string> titleOf) => new()
    {
        Title = "TIỀN THU HỘ THEO NGÀY VÀ ĐƠN VỊ / CASH BY DAY AND OPERATOR",
        Number = $"{from:yyyy-MM-dd} {to:yyyy-MM-dd}",
        Head = [$"Ngày thu / Day of taking: {Day(from)} – {Day(to)}"],
        Columns = TotalColumns,
        Rows =
        [
            .. cash.Select(day => (IReadOnlyList<TableCell>)
            [
                Day(day.Day), titleOf(day.Operator), TableCell.Count(day.Count), TableCell.Dong(day.Collected), TableCell.Dong(day.Listed), TableCell.Dong(day.Received),
                TableCell.Dong(day.Outstanding),
            ]),
        ],
        Sum =
        [
            "Tổng cộng / Total", "", TableCell.Count(cash.Sum(day => day.Count)), TableCell.Dong(cash.Sum(day => day.Collected)), TableCell.Dong(cash.Sum(day => day.Listed)),
            TableCell.Dong(cash.Sum(day => day.Received)), TableCell.Dong(cash.Sum(day => day.Outstanding)),
        ],
        Left = Prepared,
        Right = Received,
    };

    private static string Day(DateOnly day) => day.ToString("dd/MM/yyyy", CultureInfo.InvariantCulture);
}
