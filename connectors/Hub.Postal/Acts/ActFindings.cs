namespace Hub.Postal.Acts;

/// <summary>What may be found about an act. None of it stops the act: what happened, happened.</summary>
public static class ActFindings
{
    public static readonly ActFinding NotEntitled = new(
        "receiver-not-entitled", "Người nhận không thuộc diện được nhận; đã báo trung tâm.", "The receiver is not one who may receive; the centre was told.");

    public static readonly ActFinding NumberMissing = new(
        "identity-number-missing", "Danh sách người được nhận có số giấy tờ tùy thân, nhưng chưa ghi số đã xem; đã báo trung tâm. Lần sau ghi identityNumber.",
        "The list gives the number of the identity paper, and none was noted; the centre was told. Note identityNumber next time.");

    public static readonly ActFinding IdentityUnseen = new(
        "identity-not-checked", "Chưa kiểm tra giấy tờ tùy thân.", "The identity paper was not seen.");

    public static readonly ActFinding PapersDiffer = new(
        "papers-differ", "Giấy tờ thực nhận khác danh mục; đã báo trung tâm.", "The papers are not those of the list; the centre was told.");

    public static readonly ActFinding CashDiffers = new(
        "cash-differs", "Số tiền thu khác số phải thu; đã báo trung tâm.", "The cash is not what was to be collected; the centre was told.");

    public static readonly ActFinding CashKept = new(
        "cash-recorded-before", "Bưu gửi này đã có khoản thu; khoản mới không thay khoản đã ghi, đã báo trung tâm.", "Cash of this consignment is recorded already and stays; the centre was told.");

    public static readonly ActFinding ProofKept = new(
        "proof-recorded-before", "Bưu gửi này đã có bằng chứng giao nhận; bằng chứng đầu được giữ.", "A proof is recorded already; the first one stays.");

    public static readonly ActFinding Late = new(
        "told-late", "Việc này xảy ra trước trạng thái hiện tại: đã ghi lại, không đổi trạng thái.", "This happened before the present state: it is recorded and moves nothing.");

    public static readonly ActFinding Conflict = new(
        "contradicts", "Việc này trái với trạng thái đã biết: đã ghi lại, không đổi gì, đã báo trung tâm.", "This contradicts what is known: it is recorded, nothing was changed, the centre was told.");

    public static readonly ActFinding AmountDiffers = new(
        "amount-differs", "Số tiền kiểm đếm khác tổng của bảng kê; bảng kê vẫn chờ, đã ghi việc cần xử lý.", "The money counted is not the sheet's total; the sheet waits, and a task was opened.");

    public static readonly ActFinding LineDisputed = new(
        "line-disputed", "Có dòng không được xác nhận; đã ghi việc cần xử lý.", "A line was disputed; a task was opened.");

    public static readonly ActFinding Full = new(
        "sheet-full", "Bảng đã đủ số dòng; chốt bảng này và mở bảng khác.", "The sheet is full; close it and open another.");

    public static readonly ActFinding More = new(
        "more-to-add", "Còn khoản chưa nộp; gọi lại với actId mới.", "More is unremitted; call again with another actId.");
}

/// <summary>Something about an accepted act that its teller should know.</summary>
/// <param name="Code">Stable, kebab-case.</param>
public sealed record ActFinding(string Code, string Vi, string En);
