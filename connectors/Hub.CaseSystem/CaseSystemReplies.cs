using Hub.CaseSystem.Webhooks;
using Hub.Connectors;
using Hub.Core;
using Hub.Core.Outbox;

namespace Hub.CaseSystem;

/// <summary>The one place that judges what a receiver answered. Pure.</summary>
public static class CaseSystemReplies
{
    /// <param name="sent">The data that was sent: what an answer repeats of it is masked.</param>
    /// <param name="refusedPause">Pause after 401 and 403.</param>
    public static Handled Read(WebhookAnswer answer, ReadOnlyMemory<byte> sent, DateTimeOffset now, TimeSpan refusedPause) => answer switch
    {
        WebhookAnswer.Received received => new Handled(Judge(received, now, refusedPause)) { Answer = AnswerText.Of(received, sent) },
        WebhookAnswer.NotSent notSent => new Outcome.Retry(
            Said("chưa kết nối được máy nhận", "the receiver could not be reached", notSent.Why), PartnerDown: true, Unreached: true),
        WebhookAnswer.NoAnswer noAnswer => new Outcome.Retry(
            Said("đã gửi nhưng không có trả lời", "sent, but no answer came", noAnswer.Why), PartnerDown: true, Doubtful: true),
        WebhookAnswer.Barred { Problem: var problem } => new Outcome.Reject(
            CaseSystemCodes.AddressBarred, $"{problem.Text}"),
        _ => throw new InvalidOperationException($"Unknown answer {answer.GetType().Name}."),
    };

    private static Outcome Judge(WebhookAnswer.Received received, DateTimeOffset now, TimeSpan refusedPause)
    {
        var said = $"HTTP {received.Status}";
        return VerdictOf(received.Status) switch
        {
            WebhookVerdict.Taken => new Outcome.Done(said),
            WebhookVerdict.Moved => new Outcome.Reject(
                CaseSystemCodes.Redirect, Said("máy nhận chuyển hướng, không đi theo", "the receiver redirects, which is never followed", said)),
            WebhookVerdict.Gone => new Outcome.Reject(
                CaseSystemCodes.Gone, Said("máy nhận báo không còn nhận", "the receiver says it is no longer interested", said)),
            WebhookVerdict.Unauthorised => new Outcome.Defer(
                Said("khóa ký hoặc máy nhận cấu hình sai", "secrets or receiver misconfigured", said), now + refusedPause),
            WebhookVerdict.Later => new Outcome.Retry(
                Said("máy nhận đang bận hoặc lỗi", "the receiver is busy or failing", said), RetryAfter.Read(received.RetryAfter, now), PartnerDown: true),
            _ => new Outcome.Reject(CaseSystemCodes.Refused, Said("máy nhận từ chối nội dung", "the receiver refuses the body", said)),
        };
    }

    private static string Said(string vietnamese, string english, string fact) => $"{new Bilingual(vietnamese, english).With(fact)}";

    private static WebhookVerdict VerdictOf(int status) =>
        CaseSystemCodes.ByStatus.TryGetValue(status, out var verdict) || CaseSystemCodes.ByHundred.TryGetValue(status / 100, out verdict)
            ? verdict
            : WebhookVerdict.Refused;
}
