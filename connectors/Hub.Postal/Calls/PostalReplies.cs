using Hub.Core;
using Hub.Core.Outbox;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;

namespace Hub.Postal.Calls;

/// <summary>What a reply that is no success means for the delivery.</summary>
internal static class PostalReplies
{
    /// <param name="pauseUntil">Until when a person is given time, where the operator refuses us.</param>
    /// <param name="isDoubtful">Something may have taken effect before.</param>
    public static Outcome ToOutcome<T>(PostalReply<T> reply, DateTimeOffset pauseUntil, bool isDoubtful = false) => reply switch
    {
        PostalReply<T>.Busy busy => new Outcome.Retry(Said("bưu chính đang bận", "the operator is busy", busy.Text), busy.After, PartnerDown: true, Doubtful: isDoubtful),
        PostalReply<T>.Down down => new Outcome.Retry(Said("bưu chính chưa trả lời được", "the operator cannot be reached or gave no answer", down.Text), PartnerDown: true, Doubtful: isDoubtful || down.MayHaveEffect),
        PostalReply<T>.LoginRefused refused => new Outcome.Defer(Said("bưu chính từ chối đăng nhập", "credentials refused", refused.Text), pauseUntil, isDoubtful),
        PostalReply<T>.Refused refused => Reject(PostalReasonCodes.Sentences.ContainsKey(refused.Code) ? refused.Code : PostalReasonCodes.Refused, refused.Text),
        PostalReply<T>.NotFound missing => Reject(PostalReasonCodes.ConsignmentUnknown, missing.Text),
        PostalReply<T>.AlreadyThere there => Reject(PostalReasonCodes.Refused, there.Text),
        PostalReply<T>.Waiting waiting => new Outcome.Defer(Said("chờ bưu chính duyệt", "waits for the operator's approval", waiting.Text), pauseUntil, isDoubtful),
        PostalReply<T>.Unable => Reject(PostalReasonCodes.Unable),
        _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} is a success."),
    };

    public static string Said(string vietnamese, string english, string? fact = null) => $"{new Bilingual(vietnamese, english).With(fact)}";

    public static string Waits(string? @operator, string caseId) =>
        Said($"{@operator}: chờ duyệt, vụ {caseId}", $"{@operator}: waits for its approval, case {caseId}");

    public static Outcome.Reject Reject(string code, string? found = null) => new(code, PostalReasonCodes.Text(code, found));
}
