using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>What became of an act. A repeat of the act is answered the same, whatever happened since.</summary>
/// <param name="Verdict"><c>moved</c>, <c>repeated</c>, <c>late</c> or <c>conflict</c>, as <see cref="MoveVerdict"/>.</param>
/// <param name="State">Of the consignment after it.</param>
/// <param name="Attachment">SHA-256 under which signature or photo is kept.</param>
public sealed record ActAnswer(
    string Number, string ActId, string Act, string Verdict, string State, DateTimeOffset At, DateTimeOffset ReceivedAt, string? Attachment, IReadOnlyList<ActFinding> Findings);

/// <summary>What became of a change of a sheet. A repeat of the change is answered the same.</summary>
/// <param name="State"><c>open</c>, <c>closed</c> or <c>confirmed</c>, after it.</param>
/// <param name="Count">Lines on it.</param>
/// <param name="Total">Whole đồng.</param>
/// <param name="Lines">What became of each number, in the order in which they were told.</param>
public sealed record SheetAnswer(
    string Id, string Kind, string State, int Count, long Total, DateTimeOffset ReceivedAt, IReadOnlyList<SheetLineVerdict> Lines, IReadOnlyList<ActFinding> Findings);

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
