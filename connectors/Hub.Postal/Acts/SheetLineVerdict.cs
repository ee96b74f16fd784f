namespace Hub.Postal.Acts;

/// <param name="Verdict">
/// <c>added</c>, <c>already</c>, <c>removed</c>; or why not: <c>not-found</c>, <c>not-on-sheet</c>, <c>other-office</c>, <c>on-other-sheet</c>, <c>wrong-state</c>, <c>no-cash</c>, <c>sheet-full</c>.
/// </param>
public sealed record SheetLineVerdict(string Number, string Verdict, string Vi, string En)
{
    internal static SheetLineVerdict Of(string number, string verdict)
    {
        var (vi, en) = verdict switch
        {
            "added" => ("Đã thêm.", "Added."),
            "already" => ("Đã có trên bảng.", "It is on the sheet already."),
            "removed" => ("Đã bỏ.", "Removed."),
            "not-found" => ("Không có bưu gửi này.", "There is no such consignment."),
            "not-on-sheet" => ("Không có trên bảng.", "It is not on the sheet."),
            "other-office" => ("Thuộc bưu cục khác; đưa vào bảng của bưu cục đó.", "It is another office's; put it on a sheet of that office."),
            "on-other-sheet" => ("Đang nằm trên bảng khác.", "It lies on another sheet."),
            "no-cash" => ("Không có khoản thu nào chờ nộp.", "No cash of it waits to be remitted."),
            "sheet-full" => ("Bảng đã đủ số dòng; mở bảng khác.", "The sheet is full; open another."),
            _ => ("Trạng thái bưu gửi không cho phép.", "Its state does not allow that."),
        };
        return new SheetLineVerdict(number, verdict, vi, en);
    }
}
