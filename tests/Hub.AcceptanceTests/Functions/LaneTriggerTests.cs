using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Functions.Azure;
using Hub.NationalPortal.Settings;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.AcceptanceTests.Functions;

/// <summary>Notices on their way from the queue through the host to the lane.</summary>
public sealed class LaneTriggerTests(LaneApp app) : IClassFixture<LaneApp>
{
    private static readonly string Function = "/" + FunctionNames.Lane(NationalPortalCodes.Lane);

    [Fact]
    public async Task An_invocation_ends_when_the_store_has_settled_the_delivery_and_not_before()
    {
        var notice = await AnnouncedAsync("H40-SETTLED");
        var invocation = InvokeAsync(notice);
        await Eventually.HoldsAsync("the partner is asked", () => Task.FromResult(app.Partner.Seen.Contains("H40-SETTLED")));
        Assert.False(invocation.IsCompleted);

        app.Partner.Answer("H40-SETTLED", new Outcome.Done("ok"));

        Assert.Equal((200, "1 settled"), await invocation);
        Assert.Equal("done", await StateAsync("H40-SETTLED"));
    }

    [Fact]
    public async Task A_notice_that_comes_twice_has_one_effect_and_both_are_forgotten()
    {
        app.Partner.Answer("H40-TWICE", new Outcome.Done("ok"));
        var notice = await AnnouncedAsync("H40-TWICE");

        Assert.Equal((200, "1 settled"), await InvokeAsync(notice));
        Assert.Equal((200, "1 settled"), await InvokeAsync(notice));
        Assert.Equal((200, "2 settled"), await InvokeAsync(notice, notice));

        Assert.Single(app.Partner.Seen, "H40-TWICE");
    }

    [Fact]
    public async Task A_failed_delivery_ends_the_invocation_all_the_same_because_the_store_keeps_it()
    {
        app.Partner.Answer("H40-AGAIN", new Outcome.Retry("not now"));

        Assert.Equal((200, "1 settled"), await InvokeAsync(await AnnouncedAsync("H40-AGAIN")));

        Assert.Equal("waiting", await StateAsync("H40-AGAIN"));
    }

    [Fact]
    public async Task A_notice_nobody_announced_or_of_another_lane_is_forgotten()
    {
        Assert.Equal((200, "1 settled"), await InvokeAsync(new Notice(NationalPortalCodes.Lane, "H40-NOBODY", 987_654_321)));
        Assert.Equal((200, "0 settled"), await InvokeAsync(new Notice(LaneNames.Outgoing, "H40-STRAY", 1)));
        Assert.DoesNotContain("H40-NOBODY", app.Partner.Seen);
    }

    [Fact]
    public async Task What_is_no_notice_goes_back_and_what_came_with_it_is_done()
    {
        app.Partner.Answer("H40-BESIDE", new Outcome.Done("ok"));
        var notice = await AnnouncedAsync("H40-BESIDE");

        Assert.Equal((500, "1 of 2 given back"), await PostAsync(TriggerBody.Many("messages", [Message("{\"lane\":1}"u8.ToArray()), Message(NoticeJson.Write(notice))], isBinary: true)));

        Assert.Equal("done", await StateAsync("H40-BESIDE"));
    }

    private async Task<Notice> AnnouncedAsync(string code)
    {
        Assert.Equal(202, (await app.PostEventAsync(Event.Received(code, code))).Status);
        for (; ; )
        {
            // Tests before this one may have left strands that are announced again.
            var notice = await app.Board.NextAsync();
            if (notice.Key == code)
            {
                return notice;
            }
        }
    }

    private Task<(int Status, string Log)> InvokeAsync(params Notice[] notices) => PostAsync(notices.Length == 1
        ? TriggerBody.Binary("message", Message(NoticeJson.Write(notices[0])))
        : TriggerBody.Many("messages", [.. notices.Select(notice => Message(NoticeJson.Write(notice)))], isBinary: true));

    private async Task<(int Status, string Log)> PostAsync(string body)
    {
        var reply = await app.SendAsync("POST", Function, null, body, headers: (Invoker.InvocationId, Guid.NewGuid().ToString()));
        return (reply.Status, reply.Json.GetProperty("Logs")[0].GetString()!);
    }

    private async Task<string?> StateAsync(string id) =>
        (await app.GetAsync("/events/" + id, Core.Trust.Role.Operator)).Json.GetProperty("deliveries")[0].GetProperty("state").GetString();

    private static QueueMessage Message(byte[] body) => new(body, Guid.NewGuid().ToString(), NoticeJson.MediaType, null);
}
