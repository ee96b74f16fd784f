using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.EndToEnd;

/// <summary>What the hub has for the centre arrives as genuine webhooks, or waits in the feed.</summary>
public sealed class WebhookTests(Centre centre) : IClassFixture<Centre>
{
    private const int Submissions = 20;

    [Fact]
    public async Task Each_event_arrives_once_while_the_receiver_fails_now_and_then()
    {
        var secret = "whsec_" + Convert.ToBase64String(Enumerable.Range(1, 32).Select(n => (byte)n).ToArray());
        await SubmitAsync("early", 1);
        await centre.Twin.Http.JsonAsync("PUT", "_twin/case-system/secrets", new JsonObject { ["secrets"] = new JsonArray(secret) });
        await centre.CaseSystem.JsonAsync("POST", "subscriptions", new JsonObject
        {
            ["url"] = centre.TwinAddress + "case-system/webhook",
            ["types"] = new JsonArray("*"),
            ["secret"] = secret,
        });
        await centre.Twin.FaultAsync("case-system", "5xx", 0.3, 4);
        await centre.Twin.FaultAsync("case-system", "applied-no-answer", 0.3, 4);

        await SubmitAsync("hook", Submissions);

        await Eventually.HoldsAsync("every submission is told", async () => (await ToldAsync()).Distinct().Count() == Submissions);
        await Eventually.HoldsAsync("the lane is empty", async () => (await centre.LaneAsync("case-system"))["waiting"]!.GetValue<long>() == 0);
        Assert.Equal(Submissions, (await ToldAsync()).Count);
        Assert.Equal((0, 0), (await centre.Twin.EffectAsync("case-system.webhook.refused"), (await centre.LaneAsync("case-system"))["dead"]!.GetValue<long>()));
        // Nobody had subscribed when the first one came, and nobody read the feed: it is still there.
        var feed = (await centre.CaseSystem.GetAsync("feed?limit=1000"))["events"]!.AsArray();
        Assert.Equal(Submissions + 1, feed.Count(e => e!["type"]!.GetValue<string>() == "vn.onestop.dossier.submitted-online.v1"));
    }

    private async Task SubmitAsync(string prefix, int count)
    {
        for (var n = 1; n <= count; n++)
        {
            var answer = await centre.Twin.Http.JsonAsync("POST", "_twin/portal/submissions", new JsonObject
            {
                ["kind"] = "nhanhsdvcqg",
                ["target"] = centre.Address + "portal/",
                ["dossier"] = new JsonObject { ["MaHoSo"] = $"G15.10-261118-{prefix}{n:00}", ["MaTTHC"] = "1.000656", ["ChuHoSo"] = "Nguyễn Văn Demo" },
                ["headers"] = new JsonObject { ["Authorization"] = "Bearer " + centre.Key("portal") },
            });
            Assert.Equal(200, answer["results"]![0]!["status"]!.GetValue<int>());
        }
    }

    private async Task<List<string>> ToldAsync() =>
        [.. (await centre.Twin.WebhooksAsync()).Select(e => e["id"]!.GetValue<string>())];
}
