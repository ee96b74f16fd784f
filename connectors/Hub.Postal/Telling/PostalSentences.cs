using Hub.Core;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Telling;

/// <summary>What a person reads on the work list. Numbers and codes only, no persons.</summary>
internal static class PostalSentences
{
    public static PostalAlert Silent(Consignment c, int days, PostalOptions options) => new(
        PostalTaskKinds.ParcelSilent, c.Number, c.Operator, IsOperators: c.Operator is not null && c.State is not ConsignmentState.Requested, options.Deadlines.Task,
        ($"Bưu gửi {c.Number} ở trạng thái “{c.State.Text().Vi}” không có tin trong {days} ngày làm việc. Hỏi {Who(c, "đơn vị bưu chính")} và ghi kết quả.",
        $"Nothing was heard of consignment {c.Number} in state “{c.State.Text().En}” for {days} working day(s). Ask {Who(c, "the operator")} and note the result."));

    public static PostalAlert Lost(Consignment c, PostalOptions options) => new(
        PostalTaskKinds.ParcelLost, c.Number, c.Operator, IsOperators: true, options.Deadlines.LostAnswered,
        ($"Bưu gửi {c.Number} bị báo thất lạc. {Who(c, "Đơn vị bưu chính")} phải trả lời bằng văn bản trong {options.Deadlines.LostAnswered} ngày làm việc.",
        $"Consignment {c.Number} was reported lost. {Who(c, "The operator")} must answer in writing within {options.Deadlines.LostAnswered} working day(s)."));

    public static PostalAlert LostOverdue(Consignment c, PostalOptions options) => new(
        PostalTaskKinds.ParcelLostOverdue, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi thất lạc {c.Number} đã quá hạn trả lời. Làm việc với {Who(c, "đơn vị bưu chính")}, báo người dân và cấp lại giấy tờ.",
        $"The answer about lost consignment {c.Number} is overdue. Turn to {Who(c, "the operator")}, tell the citizen and issue the papers again."));

    public static PostalAlert Returned(Consignment c, PostalOptions options) => new(
        PostalTaskKinds.ParcelReturned, c.Number, c.Operator, IsOperators: false, options.Deadlines.ReturnArranged,
        ($"Bưu gửi {c.Number} đã chuyển hoàn. Nhận lại bì, liên hệ người dân và đặt chuyến khác trong {options.Deadlines.ReturnArranged} ngày làm việc.",
        $"Consignment {c.Number} came back. Fetch the envelope, reach the citizen and arrange another way within {options.Deadlines.ReturnArranged} working day(s)."));

    public static PostalAlert ReturnOverdue(Consignment c, PostalOptions options) => new(
        PostalTaskKinds.ParcelReturnOverdue, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi chuyển hoàn {c.Number} đã quá hạn xử lý. Kiểm tra bì ở đâu, đặt chuyến khác hoặc mời người dân đến nhận.",
        $"Returned consignment {c.Number} was not settled in time. See where the envelope is, arrange another way or ask the citizen to come."));

    public static PostalAlert Conflict(Consignment c, TrackingEvent tracked, PostalOptions options) => new(
        PostalTaskKinds.ParcelConflict, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"Bưu gửi {c.Number} đang là “{c.State.Text().Vi}” nhưng {PostalCodes.OperatorOf(tracked.Source)} báo mã {tracked.Code}{Said(tracked.State?.Text().Vi)}. Không đổi gì; đối chiếu với bưu điện.",
        $"Consignment {c.Number} is “{c.State.Text().En}”, yet {PostalCodes.OperatorOf(tracked.Source)} told code {tracked.Code}{Said(tracked.State?.Text().En)}. Nothing was changed; compare with the operator."),
        tracked.Code);

    public static PostalAlert WaybillTwice(Consignment c, string @operator, string waybill, PostalOptions options) => new(
        PostalTaskKinds.ParcelConflict, c.Number, @operator, IsOperators: false, options.Deadlines.Task,
        ($"{@operator} cấp mã vận đơn {waybill} cho bưu gửi {c.Number}, nhưng mã này đã thuộc bưu gửi khác. Đơn vẫn được nhận; đối chiếu mã với bưu điện.",
        $"{@operator} gave waybill {waybill} to consignment {c.Number}, yet another bears it. The order stands; settle the number with the operator."));

    public static PostalAlert BookingDiffers(Consignment c, string @operator, string waybill, PostalOptions options) => new(
        PostalTaskKinds.ParcelConflict, c.Number, @operator, IsOperators: false, options.Deadlines.Task,
        ($"{@operator} đang giữ đơn {c.Number} với mã vận đơn {waybill}, khác mã {c.Waybill} của trung tâm. Đối chiếu với bưu điện.",
        $"{@operator} holds order {c.Number} with waybill {waybill}, not {c.Waybill}. Compare with the operator."));

    public static PostalAlert StatusUnknown(string @operator, TrackingEvent tracked, PostalOptions options) => new(
        PostalTaskKinds.StatusUnknown, $"{@operator}/{tracked.Code}", null, IsOperators: false, options.Deadlines.Task,
        ($"{@operator} dùng mã trạng thái {tracked.Code} chưa có trong bảng. Hỏi nghĩa, thêm Post:Operators:{@operator}:Codes:{tracked.Code} rồi khởi động lại; tin đã giữ sẽ được xét lại và việc này tự kết thúc.",
        $"{@operator} uses status code {tracked.Code}, which no table holds. Ask what it means, add Post:Operators:{@operator}:Codes:{tracked.Code} and restart; what was kept is then judged again and this task ends by itself."),
        tracked.Code);

    public static PostalAlert RangeLow(string @operator, long left, PostalOptions options) => new(
        PostalTaskKinds.RangeLow, @operator, @operator, IsOperators: false, options.Deadlines.Task,
        ($"Chỉ còn {left} mã vận đơn của {@operator}. Xin cấp thêm dải mã.",
        $"Only {left} waybill number(s) of {@operator} are left. Ask for another range."));

    public static PostalAlert RangeNotFetched(string @operator, long left, RangeFault fault, PostalOptions options) => new(
        PostalTaskKinds.RangeLow, @operator, @operator, IsOperators: false, options.Deadlines.Task,
        ($"Chỉ còn {left} mã vận đơn của {@operator} và trục tích hợp không tự lấy thêm được: {RangeWords.Of(fault).Vi}. Xin cấp thêm dải mã.",
        $"Only {left} waybill number(s) of {@operator} are left, and the hub could not get more by itself: {RangeWords.Of(fault).En}. Ask for another range."));

    public static PostalAlert RangeEmpty(string @operator, PostalOptions options) => new(
        PostalTaskKinds.RangeEmpty, @operator, @operator, IsOperators: false, options.Deadlines.Task,
        ($"Đã hết mã vận đơn của {@operator}; các đơn mới đang chờ. Xin cấp dải mã và nhập vào trục tích hợp, đơn sẽ tự chạy tiếp.",
        $"No waybill numbers of {@operator} are left; new bookings wait. Get a range and add it to the hub, then they go on by themselves."));

    public static PostalAlert BookingDoubtful(Consignment c, string @operator, PostalOptions options) => new(
        PostalTaskKinds.BookingDoubtful, c.Number, @operator, IsOperators: true, options.Deadlines.Task,
        ($"Không rõ {@operator} đã nhận đơn {c.Number} hay chưa. Hỏi bưu điện rồi kết thúc việc này với kết quả “booked” (đã nhận) hoặc “not-booked” (chưa nhận).",
        $"Nobody can tell whether {@operator} has order {c.Number}. Ask its staff, then end this task with the result “booked” or “not-booked”."));

    public static PostalAlert LoginRefused(string @operator, PostalOptions options) => new(
        PostalTaskKinds.LoginRefused, @operator, null, IsOperators: false, options.Deadlines.Task,
        ($"{@operator} từ chối tài khoản của trung tâm; các đơn đang chờ. Kiểm tra tài khoản và mật khẩu trong cấu hình.",
        $"{@operator} refuses the centre's credentials; bookings wait. Check account and secret in the settings."));

    public static PostalAlert FeedStuck(string @operator, PostalOptions options) => new(
        PostalTaskKinds.FeedStuck, @operator, @operator, IsOperators: false, options.Deadlines.Task,
        ($"Trang theo dõi của {@operator} không có mã nào dùng được để đọc tiếp; các trang sau không tới được. Hỏi {@operator} về dạng của _id.",
        $"A page of the tracking feed of {@operator} bears no id from which to read on; later pages are out of reach. Ask {@operator} about the form of _id."));

    public static PostalAlert AnswerUnreadable(string @operator, string operation, PostalOptions options) => new(
        PostalTaskKinds.AnswerUnreadable, $"{@operator}/{operation}", null, IsOperators: false, options.Deadlines.Task,
        ($"Trục tích hợp không đọc được nội dung {@operator} trả về cho thao tác “{operation}”. Nội dung được giữ nguyên văn và không làm thay đổi gì. Hỏi {@operator} xem dạng dữ liệu có đổi không.",
        $"The hub cannot read what {@operator} answered to “{operation}”. It is kept as it came and changed nothing. Ask {@operator} whether the form has changed."));

    /// <param name="subject">The consignment where its end was told and not believed; null: one task for the operator.</param>
    public static PostalAlert TimeDoubtful(string @operator, Consignment c, TimeDoubt doubt, string? subject, PostalOptions options)
    {
        var (name, wrong, done) = doubt switch
        {
            TimeDoubt.Ahead => (
                "ahead", new Bilingual("sau thời điểm hiện tại", "ahead of the present"),
                new Bilingual("Tin được tính theo lúc nhận", "It was judged as of its receipt")),
            TimeDoubt.BeforeRequest => (
                "before-request", new Bilingual("trước khi có yêu cầu", "before the request"),
                new Bilingual("Tin của hệ thống bưu chính không làm thay đổi gì; tin của nhân viên được tính theo lúc nhận", "What a system told so changed nothing; what staff told was judged as of its receipt")),
            _ => (
                "unreadable", new Bilingual("không đọc được", "that cannot be read"),
                new Bilingual("Tin được tính theo lúc nhận, trừ khi đã có tin sau nó", "It was judged as of its receipt, unless something was told after it")),
        };
        return new(
            PostalTaskKinds.TimeDoubtful, subject ?? $"{@operator}/{name}", c.Operator, IsOperators: false, options.Deadlines.Task,
            ($"{@operator} báo thời điểm {wrong.Vi}, như của bưu gửi {c.Number}. {done.Vi}; nội dung được giữ nguyên văn. Hỏi {@operator} về đồng hồ và cách ghi giờ, đối chiếu bưu gửi này.",
            $"{@operator} tells a time {wrong.En}, such as of consignment {c.Number}. {done.En}; it is kept as it came. Ask {@operator} about its clock and how it writes times, and compare this consignment."));
    }

    public static PostalAlert ChangeWaiting(Consignment c, string caseId, PostalOptions options) => new(
        PostalTaskKinds.ChangeWaiting, c.Number, c.Operator, IsOperators: false, options.Deadlines.Task,
        ($"{Who(c, "Đơn vị bưu chính")} chưa duyệt yêu cầu hủy hoặc đổi bưu gửi {c.Number} (mã {caseId}). Gọi đơn vị bưu chính; trục tích hợp vẫn tiếp tục hỏi.",
        $"{Who(c, "The operator")} has not decided on cancelling or redirecting consignment {c.Number} (case {caseId}). Call the operator; the hub goes on asking."));

    public static PostalAlert CapacityFull(string operators, PostalOptions options) => new(
        PostalTaskKinds.CapacityFull, operators, null, IsOperators: false, options.Deadlines.Task,
        ($"{operators} đã nhận đủ đơn trong ngày; các đơn còn lại chờ sang ngày mai. Xin tăng số đơn hoặc thêm đơn vị khác.",
        $"{operators} took all bookings of the day; the rest waits for tomorrow. Ask for more, or add another operator."));

    private static string Who(Consignment c, string otherwise) => c.Operator ?? otherwise;

    private static string Said(string? words) => words is null ? "" : $" (“{words}”)";
}
