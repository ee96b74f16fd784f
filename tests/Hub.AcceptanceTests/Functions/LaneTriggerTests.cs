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
    [Fact]
    public async Task A_message_is_completed_when_the_store_has_settled_the_delivery_and_not_before()
    {
        var invoke = new Invoke(app);
        var message = Message(await AnnouncedAsync("H40-SETTLED"));
        var invocation = invoke.NoticesAsync(NationalPortalCodes.Lane, message);
        await Eventually.HoldsAsync("the partner is asked", () => Task.FromResult(app.Partner.Seen.Contains("H40-SETTLED")));
        Assert.False(invocation.IsCompleted);
        Assert.Null(invoke.Fate(message));

        app.Partner.Answer("H40-SETTLED", new Outcome.Done("ok"));

        Assert.Equal("1 of 1 settled", await invocation);
        Assert.Equal(("completed", "done"), (invoke.Fate(message), await StateAsync("H40-SETTLED")));
    }

    [Fact]
    public async Task A_notice_that_comes_twice_has_one_effect_and_both_are_forgotten()
    {
        app.Partner.Answer("H40-TWICE", new Outcome.Done("ok"));
        var notice = await AnnouncedAsync("H40-TWICE");

        Assert.Equal("1 of 1 settled", await InvokeAsync(notice));
        Assert.Equal("1 of 1 settled", await InvokeAsync(notice));
        Assert.Equal("2 of 2 settled", await InvokeAsync(notice, notice));

        Assert.Single(app.Partner.Seen, "H40-TWICE");
    }

    [Fact]
    public async Task A_failed_delivery_ends_the_invocation_all_the_same_because_the_store_keeps_it()
    {
        app.Partner.Answer("H40-AGAIN", new Outcome.Retry("not now"));

        Assert.Equal("1 of 1 settled", await InvokeAsync(await AnnouncedAsync("H40-AGAIN")));

        Assert.Equal("waiting", await StateAsync("H40-AGAIN"));
    }

    [Fact]
    public async Task A_notice_nobody_announced_or_of_another_lane_is_forgotten()
    {
        Assert.Equal("1 of 1 settled", await InvokeAsync(new Notice(NationalPortalCodes.Lane, "H40-NOBODY", 987_654_321)));
        Assert.Equal("1 of 1 settled", await InvokeAsync(new Notice(LaneNames.Outgoing, "H40-STRAY", 1)));
        Assert.DoesNotContain("H40-NOBODY", app.Partner.Seen);
    }

    [Fact]
    public async Task What_is_no_notice_dies_with_its_reason_and_what_came_with_it_is_done()
    {
        var invoke = new Invoke(app);
        app.Partner.Answer("H40-BESIDE", new Outcome.Done("ok"));
        var (none, notice) = (Message("{\"lane\":1}"u8.ToArray()), Message(await AnnouncedAsync("H40-BESIDE")));

        Assert.Equal("1 of 2 settled", await invoke.NoticesAsync(NationalPortalCodes.Lane, none, notice));

        Assert.Equal(("notice-unreadable", "completed"), (invoke.Fate(none), invoke.Fate(notice)));
        Assert.Equal("done", await StateAsync("H40-BESIDE"));
    }

    [Fact]
    public async Task A_notice_whose_delivery_hangs_goes_back_when_the_host_cancels()
    {
        using var host = new CancellationTokenSource();
        var invoke = new Invoke(app, host.Token);
        var message = Message(await AnnouncedAsync("H40-CANCELLED"));
        var invocation = invoke.NoticesAsync(NationalPortalCodes.Lane, message);
        await Eventually.HoldsAsync("the partner is asked", () => Task.FromResult(app.Partner.Seen.Contains("H40-CANCELLED")));

        await host.CancelAsync();

        await Assert.ThrowsAsync<TriggerFailedException>(() => invocation);
        Assert.Equal("abandoned", invoke.Fate(message));
        app.Partner.Answer("H40-CANCELLED", new Outcome.Done("ok"));
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

    private Task<string> InvokeAsync(params Notice[] notices) => new Invoke(app).NoticesAsync(NationalPortalCodes.Lane, [.. notices.Select(Message)]);

    private async Task<string?> StateAsync(string id) =>
        (await app.GetAsync("/events/" + id, Core.Trust.Role.Operator)).Json.GetProperty("deliveries")[0].GetProperty("state").GetString();

    private static QueueMessage Message(Notice notice) => Message(NoticeJson.Write(notice));

    private static QueueMessage Message(byte[] body) => new(body, Guid.NewGuid().ToString(), NoticeJson.MediaType, null);
}
