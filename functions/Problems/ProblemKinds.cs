using System.Collections.Frozen;
using Hub.Core;
using Hub.Core.Intake;

namespace Hub.Functions.Problems;

/// <summary>Every problem the hub answers with.</summary>
public static class ProblemKinds
{
    public static readonly ProblemKind InvalidEvent = new(
        RefusalNames.InvalidEvent, 400, ("Sự kiện không đúng chuẩn CloudEvents 1.0.", "The event is not a valid CloudEvents 1.0 event."),
        ("Sửa các thuộc tính nêu trong “errors” rồi gửi lại với cùng id.", "Mend the attributes named in “errors” and send it again with the same id."));

    public static readonly ProblemKind UnsupportedSpecVersion = new(
        RefusalNames.UnsupportedSpecVersion, 400, ("Phiên bản CloudEvents không được hỗ trợ.", "This version of CloudEvents is not supported."),
        ("Gửi với specversion “1.0”.", "Send it with specversion “1.0”."));

    public static readonly ProblemKind UnreadableBody = new(
        RefusalNames.UnreadableBody, 400, ("Không đọc được thân yêu cầu.", "The body cannot be read."),
        ("Gửi JSON hợp lệ, bảng mã UTF-8. Không có sự kiện nào trong yêu cầu này được nhận.", "Send valid JSON in UTF-8. No event of this request was accepted."));

    public static readonly ProblemKind UnsupportedMediaType = new(
        RefusalNames.UnsupportedMediaType, 415, ("Kiểu nội dung không được hỗ trợ.", "The media type is not supported."),
        ("Dùng application/cloudevents+json, application/cloudevents-batch+json, hoặc tiêu đề ce-* với thân application/json; bảng mã UTF-8, không nén.",
        "Use application/cloudevents+json, application/cloudevents-batch+json, or ce-* headers with an application/json body; UTF-8, not compressed."));

    public static readonly ProblemKind UnsupportedDataType = new(
        RefusalNames.UnsupportedDataType, 415, ("Dữ liệu của sự kiện không phải JSON.", "The event's data is not JSON."),
        ("Đặt datacontenttype (hoặc Content-Type) là application/json.", "Set datacontenttype (or Content-Type) to application/json."));

    public static readonly ProblemKind BodyTooLarge = new(
        "body-too-large", 413, ("Thân yêu cầu quá lớn.", "The body is too large."),
        ("Chia thành nhiều yêu cầu nhỏ hơn.", "Send it in smaller requests."));

    public static readonly ProblemKind RequestTimeout = new(
        "request-timeout", 408, ("Thân yêu cầu đến quá chậm.", "The body comes too slowly."),
        ("Gửi lại trên đường truyền tốt hơn, hoặc chia thành nhiều yêu cầu nhỏ hơn.", "Send it again over a better line, or in smaller requests."));

    public static readonly ProblemKind Busy = new(
        "busy", 503, ("Trục đang nhận hoặc trả quá nhiều dữ liệu lớn cùng lúc; yêu cầu chưa được thực hiện.", "Too much large data is under way at once; nothing was done."),
        ("Chờ số giây ghi trong tiêu đề Retry-After rồi gửi lại.", "Wait for the seconds in Retry-After and send it again."));

    public static readonly ProblemKind PreconditionFailed = new(
        "precondition-failed", 412, ("Mục này đã khác với bản nêu trong If-Match; chưa có gì bị thay đổi.", "It is no longer what If-Match names; nothing was changed."),
        ("Tải lại, xem thay đổi, rồi gửi với ETag mới.", "Load it again, see what changed, and send it with the new ETag."));

    public static readonly ProblemKind EventTooLarge = new(
        RefusalNames.EventTooLarge, 413, ("Sự kiện quá lớn.", "The event is too large."),
        ("Gửi giấy tờ bằng đường dẫn thay vì nội dung.", "Send papers by reference instead of by content."));

    public static readonly ProblemKind BatchTooLarge = new(
        RefusalNames.BatchTooLarge, 413, ("Lô có quá nhiều sự kiện.", "The batch holds too many events."),
        ("Chia thành nhiều lô.", "Send several batches."));

    public static readonly ProblemKind UnknownEventType = new(
        RefusalNames.UnknownEventType, 422, ("Không biết loại sự kiện này.", "This event type is not known."),
        ("Xem các loại được nhận tại /schemas.", "The types that are accepted are listed at /schemas."));

    public static readonly ProblemKind SchemaViolation = new(
        RefusalNames.SchemaViolation, 422, ("Dữ liệu không đúng lược đồ.", "The data does not fit its schema."),
        ("Sửa các trường nêu trong “errors” rồi gửi lại với cùng id.", "Mend the fields named in “errors” and send it again with the same id."));

    public static readonly ProblemKind MaskedBody = new(
        RefusalNames.MaskedBody, 422, ("Dữ liệu gửi lên có chỗ là dạng đã che (như “N*** V***”), không phải dữ liệu của người dân.", "Some of the data is its masked form (such as “N*** V***”), not a person's data."),
        ("Tải lại với reveal=body, sửa trên bản đầy đủ rồi gửi lại. Chưa có gì bị thay đổi.", "Load it again with reveal=body, mend the whole one and send that. Nothing was changed."));

    public static readonly ProblemKind TimeInFuture = new(
        RefusalNames.TimeInFuture, 422, ("Thời điểm của sự kiện ở quá xa trong tương lai.", "The event's time lies too far ahead."),
        ("Kiểm tra đồng hồ và múi giờ của máy gửi.", "Check the clock and the time zone of the sender."));

    public static readonly ProblemKind EventConflict = new(
        RefusalNames.EventConflict, 409, ("Đã có sự kiện khác cùng nguồn và id nhưng khác nội dung.", "Another event with the same source and id but another content is stored."),
        ("Gửi nội dung mới với id mới; nội dung đã lưu không bị thay đổi.", "Send new content under a new id; what is stored was not changed."));

    public static readonly ProblemKind Unauthenticated = new(
        "unauthenticated", 401, ("Không nhận ra người gọi.", "The caller is not recognised."),
        ("Gửi tiêu đề Authorization: Bearer với khóa hoặc mã thông báo còn hiệu lực.", "Send Authorization: Bearer with a key or token that is still valid."));

    public static readonly ProblemKind Forbidden = new(
        "forbidden", 403, ("Vai trò của khóa này không được phép.", "The role of this key does not allow it."),
        ("Dùng khóa có vai trò phù hợp; vai trò cần có ghi trong /openapi.json.", "Use a key with a fitting role; /openapi.json names it."));

    public static readonly ProblemKind RateLimited = new(
        "rate-limited", 429, ("Gọi quá nhiều lần trong thời gian ngắn.", "Too many requests in a short time."),
        ("Chờ số giây ghi trong tiêu đề Retry-After rồi gửi lại.", "Wait for the seconds in Retry-After and send it again."));

    public static readonly ProblemKind NotFound = new(
        "not-found", 404, ("Không có mục này.", "There is no such thing."),
        ("Kiểm tra lại đường dẫn hoặc mã.", "Check the path or the code."));

    public static readonly ProblemKind MethodNotAllowed = new(
        "method-not-allowed", 405, ("Đường dẫn này không nhận phương thức đó.", "This path does not take that method."),
        ("Xem các phương thức trong tiêu đề Allow.", "The header Allow names the methods."));

    public static readonly ProblemKind InvalidRequest = new(
        "invalid-request", 400, ("Yêu cầu không hợp lệ.", "The request is not valid."),
        ("Sửa các mục nêu trong “errors”.", "Mend what is named in “errors”."));

    public static readonly ProblemKind AmbiguousEvent = new(
        "ambiguous-event", 409, ("Nhiều nguồn dùng cùng id này.", "Several sources use this id."),
        ("Thêm tham số source.", "Add the parameter source."));

    public static readonly ProblemKind WrongState = new(
        "wrong-state", 409, ("Mục này không ở trạng thái cho phép việc đó.", "Its state does not allow that."),
        ("Tải lại để xem trạng thái hiện tại.", "Load it again to see its state."));

    public static readonly ProblemKind ActConflict = new(
        "act-conflict", 409, ("actId này (hoặc id của bảng) đã dùng cho một việc khác.", "This actId (or the sheet's id) was used for something else."),
        ("Dùng id mới cho việc mới; việc đã ghi không bị thay đổi.", "Use a new id for a new act; what is recorded was not changed."));

    public static readonly ProblemKind JobTaken = new(
        "job-taken", 409, ("Người khác đã nhận việc này.", "Somebody else has taken this job."),
        ("Tải lại danh sách việc và chọn việc khác.", "Load the jobs again and choose another."));

    public static readonly ProblemKind PersonNeeded = new(
        "person-needed", 403, ("Việc này cần hai người, mà khóa này không nêu ai giữ.", "This needs two people, and this key does not say who holds it."),
        ("Dùng khóa có nêu người giữ (“hub keys create --person MÃ-CÁN-BỘ”) hoặc đăng nhập bằng mã thông báo của chính mình. Chưa có gì bị thay đổi.",
        "Use a key that names its holder (“hub keys create --person STAFF-CODE”), or a token of your own. Nothing was changed."));

    public static readonly ProblemKind SamePerson = new(
        "same-person", 403, ("Người đề nghị không được tự duyệt hoặc từ chối, dù bằng khóa khác.", "Whoever proposed it cannot approve or reject it, by another key neither."),
        ("Nhờ người khác quyết định, hoặc rút lại đề nghị.", "Let another person decide, or withdraw the proposal."));

    public static readonly ProblemKind NotMaker = new(
        "not-maker", 403, ("Chỉ người đề nghị mới rút lại được.", "Only whoever proposed it can withdraw it."),
        ("Dùng “reject” để từ chối đề nghị của người khác.", "Use “reject” to refuse another person's proposal."));

    public static readonly ProblemKind SubjectMoved = new(
        "subject-moved", 409, ("Mục này đã thay đổi từ khi được đề nghị; chưa có gì được thực hiện.", "What it is about has changed since it was proposed; nothing was carried out."),
        ("Xem lại mục này, rút lại đề nghị cũ và đề nghị lại.", "Look at it again, withdraw the old proposal and propose anew."));

    public static readonly ProblemKind ProposalLapsed = new(
        "proposal-lapsed", 409, ("Đề nghị này đã hết hiệu lực.", "This proposal has lapsed."),
        ("Đề nghị lại nếu vẫn cần.", "Propose it again if it is still wanted."));

    public static readonly ProblemKind ProposalOpen = new(
        "proposal-open", 409, ("Đang có một đề nghị khác về mục này.", "Another proposal about this is open."),
        ("Xem GET /approvals; duyệt, từ chối hoặc rút lại đề nghị đó trước.", "See GET /approvals; approve, reject or withdraw that one first."));

    public static readonly ProblemKind IdempotencyConflict = new(
        "idempotency-conflict", 409, ("Idempotency-Key này đã dùng cho một yêu cầu khác.", "This Idempotency-Key was used for another request."),
        ("Dùng khóa mới cho yêu cầu mới.", "Use a new key for a new request."));

    public static readonly ProblemKind IdempotencyInProgress = new(
        "idempotency-in-progress", 409, ("Yêu cầu đầu tiên với Idempotency-Key này chưa xong.", "The first request with this Idempotency-Key is still being answered."),
        ("Chờ vài giây rồi gửi lại.", "Wait a few seconds and send it again."));

    public static readonly ProblemKind Unavailable = new(
        "unavailable", 503, ("Chức năng này chưa được cấu hình hoặc tạm thời không dùng được.", "This function is not configured or is away for a moment."),
        ("Xem /health/ready và cấu hình.", "See /health/ready and the settings."));

    public static readonly ProblemKind StoreUnavailable = new(
        "store-unavailable", 503, ("Kho dữ liệu của trục tích hợp tạm thời không đọc hoặc ghi được; yêu cầu chưa được thực hiện.", "The hub's store cannot be read or written at the moment; nothing was done."),
        ("Chờ số giây ghi trong tiêu đề Retry-After rồi gửi lại nguyên yêu cầu; nếu kéo dài, quản trị chạy “hub doctor”.", "Wait for the seconds in Retry-After and send the same again; if it lasts, the administrator runs “hub doctor”."));

    public static readonly ProblemKind InternalError = new(
        "internal-error", 500, ("Có lỗi bên trong trục tích hợp.", "Something failed inside the hub."),
        ("Gửi lại; nếu vẫn lỗi, báo quản trị kèm traceId.", "Send it again; if it fails again, tell the administrator the traceId."));

    public static readonly IReadOnlyDictionary<string, ProblemKind> All = new[]
    {
        InvalidEvent, UnsupportedSpecVersion, UnreadableBody, UnsupportedMediaType, UnsupportedDataType, BodyTooLarge, EventTooLarge, BatchTooLarge,
        UnknownEventType, SchemaViolation, MaskedBody, TimeInFuture, EventConflict, Unauthenticated, Forbidden, RateLimited, NotFound, MethodNotAllowed,
        InvalidRequest, AmbiguousEvent, WrongState, ActConflict, JobTaken, IdempotencyConflict, IdempotencyInProgress, Unavailable, StoreUnavailable, InternalError,
        RequestTimeout, Busy, PreconditionFailed, PersonNeeded, SamePerson, NotMaker, SubjectMoved, ProposalLapsed, ProposalOpen,
    }.ToFrozenDictionary(kind => kind.Name, StringComparer.Ordinal);
}

/// <summary>A stable kind of refusal, RFC 9457. Its <c>type</c> is <c>/problems/{Name}</c>, a page that explains it.</summary>
/// <param name="Text">What happened, for a member of staff.</param>
/// <param name="Mend">What to do about it.</param>
public sealed record ProblemKind(
    string Name, int Status, Bilingual Text, Bilingual Mend)
{
    public string Type => $"/problems/{Name}";
}
