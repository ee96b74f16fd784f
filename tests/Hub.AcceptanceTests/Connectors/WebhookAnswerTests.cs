using System.Text;
using Hub.CaseSystem.Webhooks;
using WireMock.Matchers;
using WireMock.RequestBuilders;
using WireMock.ResponseBuilders;
using Xunit;

namespace Hub.AcceptanceTests.Connectors;

/// <summary>The webhook as a case system sees it, and what a receiver may answer.</summary>
[Collection(nameof(PartnerServer))]
public sealed class WebhookAnswerTests
{
    private readonly PartnerServer _receiver;

    public WebhookAnswerTests(PartnerServer server)
    {
        _receiver = server;
        _receiver.Reset();
    }

    [Fact]
    public async Task A_webhook_says_exactly_what_is_recorded()
    {
        var webhook = Partners.Webhook(_receiver.Address);
        _receiver.Given(Request.Create().UsingPost().WithPath("/hooks/hub")
                .WithHeader("Content-Type", new ExactMatcher("application/cloudevents+json"))
                .WithHeader("webhook-id", new ExactMatcher("e-1")).WithHeader("webhook-timestamp", new ExactMatcher("1795227330")).WithHeader("webhook-signature", new ExactMatcher("v1,c2lnbmF0dXJl"))
                .WithHeader("User-Agent", new ExactMatcher("onestop-hub/1")).WithHeader("traceparent", new ExactMatcher("00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"))
                .WithBody(new JsonMatcher(Encoding.UTF8.GetString(webhook.Body.Span))))
            .RespondWith(Response.Create().WithStatusCode(204));

        var answer = await Partners.CaseSystem(_receiver.Address).PostAsync(webhook, default);

        Assert.Equal(204, Assert.IsType<WebhookAnswer.Received>(answer).Status);
        Assert.Equal(webhook.Body.ToArray(), Assert.Single(_receiver.Asked).BodyAsBytes);
    }

    [Fact]
    public async Task Status_retry_after_and_the_start_of_the_body_come_back()
    {
        _receiver.Given(Request.Create()).RespondWith(PartnerServer.Response(new string('x', 100_000), 503, "text/plain").WithHeader("Retry-After", "120"));

        var answer = Assert.IsType<WebhookAnswer.Received>(await PostAsync());

        Assert.Equal((503, TimeSpan.FromSeconds(120), 16 * 1024), (answer.Status, answer.RetryAfter?.Delta, answer.Body.Length));
    }

    [Theory]
    [InlineData(301)]
    [InlineData(302)]
    [InlineData(307)]
    [InlineData(308)]
    public async Task A_redirect_is_an_answer_and_is_not_followed(int status)
    {
        _receiver.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(status).WithHeader("Location", "/elsewhere"));

        Assert.Equal(status, Assert.IsType<WebhookAnswer.Received>(await PostAsync()).Status);
        Assert.Equal("/hooks/hub", Assert.Single(_receiver.Asked).Path);
    }

    [Fact]
    public async Task Cookies_are_not_kept()
    {
        _receiver.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(200).WithHeader("Set-Cookie", "session=1; path=/"));
        var caseSystem = Partners.CaseSystem(_receiver.Address);

        await caseSystem.PostAsync(Partners.Webhook(_receiver.Address), default);
        await caseSystem.PostAsync(Partners.Webhook(_receiver.Address), default);

        Assert.Equal(2, _receiver.Asked.Count);
        Assert.All(_receiver.Asked, asked => Assert.DoesNotContain("Cookie", asked.Headers!.Keys));
    }

    [Fact]
    public async Task A_receiver_that_takes_longer_than_its_time_leaves_doubt()
    {
        _receiver.Given(Request.Create()).RespondWith(Response.Create().WithStatusCode(200).WithDelay(TimeSpan.FromMinutes(1)));

        Assert.IsType<WebhookAnswer.NoAnswer>(await Partners.CaseSystem(_receiver.Address, TimeSpan.FromSeconds(1)).PostAsync(Partners.Webhook(_receiver.Address), default));
    }

    private Task<WebhookAnswer> PostAsync() => Partners.CaseSystem(_receiver.Address).PostAsync(Partners.Webhook(_receiver.Address), default);
}
