using System.Globalization;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Telling;

/// <summary>What a person reads on the work list about an act. Numbers and codes only, no persons.</summary>
internal static class ActSentences
{
    public static PostalAlert NotEntitled(Consignment c, PostalOptions options) => new(
        ActTaskKinds.ReceiverNotEntitled, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi {c.Number} đã được giao cho người không thuộc diện được nhận. Liên hệ người dân xem kết quả đã tới đúng người chưa; nếu chưa, yêu cầu {c.Operator} thu hồi.",
        $"Consignment {c.Number} was handed to a person who may not receive it. Ask the citizen whether the result reached the right person; if not, have {c.Operator} fetch it back."));

    public static PostalAlert NumberMissing(Consignment c, PostalOptions options) => new(
        ActTaskKinds.ReceiverNotEntitled, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi {c.Number} đã giao cho người có tên trong danh sách, nhưng bưu tá không ghi số giấy tờ tùy thân mà yêu cầu nêu. Liên hệ người dân xác nhận đã nhận đúng, hoặc hỏi lại {c.Operator}.",
        $"Consignment {c.Number} was handed to a person of the list, yet the postman noted no number of the identity paper that the request names. Ask the citizen whether it came to the right person, or ask {c.Operator}."));

    public static PostalAlert PapersDiffer(Consignment c, PostalOptions options) => new(
        ActTaskKinds.PapersDiffer, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Giấy tờ bưu tá nhận của {c.Number} khác danh mục. Đối chiếu khi nhận bì, yêu cầu người dân bổ sung nếu thiếu.",
        $"The papers fetched for {c.Number} are not those of the list. Compare when the envelope comes, and ask the citizen for what is missing."));

    public static PostalAlert CashDiffers(Consignment c, long taken, PostalOptions options) => new(
        ActTaskKinds.CashDiffers, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi {c.Number}: phải thu {Dong(c.FeeToCollect)}, bưu tá báo thu {Dong(taken)}. Đối chiếu biên lai với {c.Operator}.",
        $"Consignment {c.Number}: {Dong(c.FeeToCollect)} were to be collected, the postman told of {Dong(taken)}. Compare the receipts with {c.Operator}."));

    public static PostalAlert HandoverDisputed(Consignment c, string slip, PostalOptions options) => new(
        ActTaskKinds.HandoverDisputed, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi {c.Number} không được hai bên cùng xác nhận trên phiếu giao nhận {slip}. Tìm bì, rồi lập phiếu giao nhận mới cho bưu gửi này.",
        $"Consignment {c.Number} was not confirmed by both sides of handover slip {slip}. Find the envelope, then put it on another slip."));

    public static PostalAlert RemittanceDiffers(PostalSheet sheet, long counted, PostalOptions options) => new(
        ActTaskKinds.RemittanceDiffers, sheet.Id, sheet.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bảng kê nộp tiền {sheet.Id} có tổng {Dong(sheet.Total)} nhưng kiểm đếm được {Dong(counted)}. Kiểm lại với {sheet.Operator}, rồi xác nhận lại đúng số.",
        $"Remittance {sheet.Id} adds up to {Dong(sheet.Total)}, yet {Dong(counted)} were counted. Count again with {sheet.Operator}, then receive it with the right sum."));

    private static string Dong(long amount) => amount.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') + " đ";
}
