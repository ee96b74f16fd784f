using System.Net.Http.Headers;
using System.Text;
using Hub.CaseSystem;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.UnitTests.CaseSystem;

public sealed class CaseSystemRepliesTests
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(15);

    [Theory]
    [InlineData(200)]
    [InlineData(202)]
    [InlineData(204)]
    [InlineData(299)]
    public void Any_2xx_is_done(int status) => Assert.IsType<Outcome.Done>(Read(Received(status)).Outcome);

    [Theory]
    [InlineData(301, "webhook-redirect")]
    [InlineData(302, "webhook-redirect")]
    [InlineData(304, "webhook-redirect")]
    [InlineData(308, "webhook-redirect")]
    [InlineData(410, "webhook-gone")]
    [InlineData(400, "webhook-refused")]
    [InlineData(404, "webhook-refused")]
    [InlineData(409, "webhook-refused")]
    [InlineData(413, "webhook-refused")]
    [InlineData(422, "webhook-refused")]
    [InlineData(499, "webhook-refused")]
    [InlineData(999, "webhook-refused")]
    public void A_refusal_is_a_dead_letter_with_its_code(int status, string code) =>
        Assert.Equal(code, Assert.IsType<Outcome.Reject>(Read(Received(status)).Outcome).Code);

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    [InlineData(504)]
    [InlineData(599)]
    public void A_busy_or_failing_receiver_is_tried_again_and_counts_for_the_breaker(int status)
    {
        var retry = Assert.IsType<Outcome.Retry>(Read(Received(status)).Outcome);

        Assert.True(retry.PartnerDown);
        Assert.False(retry.Doubtful);
        Assert.Null(retry.After);
    }

    [Theory]
    [InlineData(401)]
    [InlineData(403)]
    public void A_wrong_secret_waits_without_burning_an_attempt(int status) =>
        Assert.Equal(Bench.Now + Pause, Assert.IsType<Outcome.Defer>(Read(Received(status)).Outcome).Until);

    [Theory]
    [InlineData("120", 120)]
    [InlineData("Sat, 21 Nov 2026 02:20:30 GMT", 300)]
    public void Retry_after_is_honoured_in_seconds_and_as_a_date(string header, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), Assert.IsType<Outcome.Retry>(Read(Received(503, header)).Outcome).After);

    [Theory]
    [InlineData("0")]
    [InlineData("Sat, 21 Nov 2026 02:00:00 GMT")]
    public void A_retry_after_that_is_over_is_no_wish(string header) =>
        Assert.Null(Assert.IsType<Outcome.Retry>(Read(Received(503, header)).Outcome).After);

    [Fact]
    public void What_never_left_is_tried_again_without_doubt()
    {
        var retry = Assert.IsType<Outcome.Retry>(Read(new WebhookAnswer.NotSent("ConnectionRefused")).Outcome);

        Assert.True(retry.PartnerDown);
        Assert.False(retry.Doubtful);
    }

    [Fact]
    public void What_left_and_was_not_answered_is_in_doubt()
    {
        var retry = Assert.IsType<Outcome.Retry>(Read(new WebhookAnswer.NoAnswer("20 s")).Outcome);

        Assert.True(retry.PartnerDown);
        Assert.True(retry.Doubtful);
    }

    [Fact]
    public void An_address_that_is_not_allowed_is_held_for_a_person()
    {
        var reject = Assert.IsType<Outcome.Reject>(Read(new WebhookAnswer.Barred(new("address", ("Không được phép.", "Not allowed.")))).Outcome);

        Assert.Equal("webhook-address-barred", reject.Code);
        Assert.Equal("Không được phép. / Not allowed.", reject.Reason);
    }

    [Fact]
    public void Every_reason_code_has_a_meaning_in_both_languages()
    {
        var codes = typeof(CaseSystemCodes).GetFields()
            .Where(field => field.IsLiteral && field.Name != nameof(CaseSystemCodes.Lane))
            .Select(field => (string)field.GetRawConstantValue()!);

        Assert.Equal(codes.Order(), CaseSystemCodes.Meanings.Keys.Order());
        Assert.All(CaseSystemCodes.Meanings.Values, meaning => Assert.True(meaning.Vi.Length > 20 && meaning.En.Length > 20));
    }

    [Theory]
    [InlineData("", "HTTP 422; 99 bytes")]
    [InlineData("<html>Nguyễn Văn Mẫu</html>", "HTTP 422; 99 bytes")]
    [InlineData("[1,2]", "HTTP 422; 99 bytes")]
    [InlineData("\"text\"", "HTTP 422; 99 bytes")]
    [InlineData("""{"detail":"Nguyễn Văn Mẫu"}""", "HTTP 422; 99 bytes")]
    [InlineData("""{"error":"unknown type"}""", "HTTP 422; 99 bytes; unknown type")]
    [InlineData("""{"Message":"unknown type"}""", "HTTP 422; 99 bytes; unknown type")]
    [InlineData("""{"error":{"message":"inner"}}""", "HTTP 422; 99 bytes; inner")]
    [InlineData("""{"error":7,"message":"outer"}""", "HTTP 422; 99 bytes; outer")]
    [InlineData("""{"message":"no NGUYỄN VĂN MẪU here"}""", "HTTP 422; 99 bytes; no *** here")]
    [InlineData("""{"message":"id 012345678901, phone 0912 345.678, a@b.vn, step 12345"}""", "HTTP 422; 99 bytes; id ***, phone ***, ***, step 12345")]
    public void Of_an_answer_only_status_length_and_a_masked_sentence_stay(string body, string kept)
    {
        var answer = new WebhookAnswer.Received(422, null, 99, Encoding.UTF8.GetBytes(body));

        Assert.Equal(kept, Read(answer).Answer);
    }

    [Fact]
    public void A_long_sentence_is_cut_to_2000_characters()
    {
        var answer = new WebhookAnswer.Received(422, null, null, Encoding.UTF8.GetBytes($$"""{"error":"{{new string('x', 5000)}}"}"""));

        Assert.Equal(2000, Read(answer).Answer!.Length);
    }

    private static Handled Read(WebhookAnswer answer) => CaseSystemReplies.Read(answer, Bench.AnEvent().Data, Bench.Now, Pause);

    private static WebhookAnswer.Received Received(int status, string? retryAfter = null) =>
        new(status, retryAfter is null ? null : RetryConditionHeaderValue.Parse(retryAfter), 0, default);
}
