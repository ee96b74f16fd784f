using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Hub.Core.Calendar;
using Hub.Core.Envelopes;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Dialects.MyVnPost;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Hub.UnitTests.Postal.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal;

/// <summary>When feeds are read and operators asked, and when they are left in peace.</summary>
public sealed class TellingTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);
    private readonly PostScene _scene = new();
    private readonly TellingDialect _feeding = new(hasFeed: true);
    private readonly TellingDialect _asked = new(hasFeed: false);

    private DateTimeOffset Now => _scene.Clock.Now;

    [Fact]
    public async Task A_full_batch_is_followed_at_once_by_the_next()
    {
        Due(60);
        var poll = Poll();

        Assert.Equal(Now, await poll.RunOnceAsync(default));
        Assert.Equal(Now + Minute, await poll.RunOnceAsync(default));
        Assert.Equal(60, _asked.Asked.Distinct().Count());
    }

    [Fact]
    public async Task A_store_that_refuses_everything_is_waited_for_and_not_asked_for_ever()
    {
        Due(50);
        _scene.Consignments.Refuse = 10_000;

        Assert.Equal(Now + Minute, await Poll().RunOnceAsync(default));
    }

    [Fact]
    public async Task A_slow_operator_is_left_for_a_moment_in_the_midst_of_many()
    {
        Due(20);
        _asked.Ask = _ =>
        {
            _scene.Clock.Advance(Minute);
            return new PostalReply<IReadOnlyList<TrackingEvent>>.Ok([]);
        };

        Assert.Equal(Now + (4 * Minute), await Poll().RunOnceAsync(default));
        Assert.Equal(4, _asked.Asked.Count);
    }

    [Fact]
    public async Task What_a_push_put_forward_while_it_was_asked_for_is_asked_for_again()
    {
        Due(1);
        _asked.Ask = number =>
        {
            _scene.Consignments.Put(_scene.Consignments.Get(number) with { PollAt = Now + (5 * Minute) });
            return new PostalReply<IReadOnlyList<TrackingEvent>>.Ok([]);
        };

        await Poll().RunOnceAsync(default);

        Assert.Equal((Now + (5 * Minute), 0), (_scene.Consignments.All.Single().PollAt!.Value, _scene.Consignments.All.Single().PollsQuiet));
    }

    [Fact]
    public async Task What_could_not_be_written_is_asked_for_again_at_the_next_look()
    {
        Due(1);
        var number = _scene.Consignments.All.Single().Number;
        _asked.Ask = _ => new PostalReply<IReadOnlyList<TrackingEvent>>.Ok([_scene.EventOf(PickedUp, number: number, source: "vnpost/tracking")]);
        _scene.Consignments.Refuse = 6;

        await Poll().RunOnceAsync(default);

        Assert.Equal(Now, _scene.Consignments.Get(number).PollAt);
    }

    [Fact]
    public async Task Polling_stops_for_a_dead_operator_but_not_for_one_failed_order()
    {
        Due(3);
        _asked.Ask = _ => new PostalReply<IReadOnlyList<TrackingEvent>>.Down("html", MayHaveEffect: false);
        _asked.Away = "no connection";

        Assert.Equal(Now + (2 * Minute), await Poll().RunOnceAsync(default));
        Assert.Single(_asked.Asked);
        Assert.All(_scene.Consignments.All, each => Assert.Equal((Now, 0), (each.PollAt!.Value, each.PollsQuiet)));
        _asked.Away = null;

        Assert.Equal(Now + Minute, await Poll().RunOnceAsync(default));
        Assert.All(_scene.Consignments.All, each => Assert.Equal(1, each.PollsQuiet));
    }

    [Fact]
    public async Task A_push_that_takes_too_long_to_verify_leaves_the_rest_to_the_poll()
    {
        using var key = RSA.Create(2048);
        Due(4);
        _scene.Clock.Advance(Minute);
        _asked.Ask = _ =>
        {
            _scene.Clock.Advance(TimeSpan.FromSeconds(6));
            return new PostalReply<IReadOnlyList<TrackingEvent>>.Ok([]);
        };
        const string sent = "02/03/2026 08:00:00";
        var items = string.Join(',', Enumerable.Range(1, 4).Select(i => $$"""{"saleOrderCode":"{{PostScene.Dossier}}-P{{i}}","status":10}"""));
        foreach (var each in _scene.Consignments.All.ToList())
        {
            _scene.Consignments.Put(each with { PollAt = null });
        }

        var signature = Convert.ToBase64String(key.SignData(Encoding.UTF8.GetBytes($"MYVNP{sent}10"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
        var webhook = new MyVnPostWebhook(
            Context(_asked, party => party with { WebhookKey = key.ExportSubjectPublicKeyInfoPem() }), _scene.Tracking, NullLogger<MyVnPostWebhook>.Instance);
        var (push, _) = webhook.Check("vnpost", Encoding.UTF8.GetBytes($$"""{"data":[{{items}}],"sendDate":"{{sent}}","signature":"{{signature}}"}"""));

        Assert.Equal(200, (await webhook.TakeAsync(push!, default)).Status);
        Assert.Equal(2, _asked.Asked.Count);
        Assert.Equal(2, _scene.Consignments.All.Count(each => each.PollAt == Now));
    }

    [Fact]
    public async Task Refused_credentials_are_a_task_and_a_pause_for_both()
    {
        Due(1);
        _asked.Ask = _ => new PostalReply<IReadOnlyList<TrackingEvent>>.LoginRefused("no");
        _feeding.Read = _ => new PostalReply<FeedPage>.LoginRefused("no");

        Assert.Equal(Now + _scene.Options.PersonPause, await Poll().RunOnceAsync(default));
        Assert.Equal(PostalTaskKinds.LoginRefused, Assert.Single(_scene.Tasks.All).Kind);
        _scene.Tasks.All.Clear();
        Assert.Equal(Now + TimeSpan.FromMinutes(10), await Feed().RunOnceAsync(default));
        Assert.Equal(PostalTaskKinds.LoginRefused, Assert.Single(_scene.Tasks.All).Kind);
    }

    [Fact]
    public async Task Reading_a_feed_ends_at_a_page_without_anything_new()
    {
        _feeding.Read = cursor => new PostalReply<FeedPage>.Ok(new FeedPage([], cursor is null ? "a" : "b", HasMore: true));

        Assert.Equal(Now + TimeSpan.FromMinutes(10), await Feed().RunOnceAsync(default));
        Assert.Equal([null, "a", "b"], _feeding.Reads);
        Assert.Equal("b", await _scene.Consignments.CursorAsync("vnpost/feed", default));
    }

    [Fact]
    public async Task A_stuck_feed_becomes_a_task_and_its_events_are_kept()
    {
        _scene.Consignments.Put(_scene.Booked());
        _feeding.Read = cursor => new PostalReply<FeedPage>.Ok(new FeedPage([_scene.EventOf(PickedUp)], cursor, HasMore: false, IsStuck: true));

        await Feed().RunOnceAsync(default);
        await Feed().RunOnceAsync(default);

        Assert.Equal((PostalTaskKinds.FeedStuck, "vnpost"), (Assert.Single(_scene.Tasks.All).Kind, _scene.Tasks.All[0].Subject));
        Assert.Equal(PickedUp, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_feed_without_an_end_lets_others_in_between()
    {
        var page = 0;
        _feeding.Read = _ => new PostalReply<FeedPage>.Ok(new FeedPage([], string.Create(CultureInfo.InvariantCulture, $"c{++page}"), HasMore: true));

        Assert.Equal(Now, await Feed().RunOnceAsync(default));
        Assert.InRange(_feeding.Reads.Count, 2, 100);
    }

    [Theory]
    [InlineData("00:00:05", 5)]
    [InlineData("01:00:00", 60)]
    public async Task A_dead_feed_is_read_again_after_a_minute_or_its_shorter_pause(string every, int seconds)
    {
        _feeding.Read = _ => new PostalReply<FeedPage>.Down("html", MayHaveEffect: false);

        Assert.Equal(Now + TimeSpan.FromSeconds(seconds), await Feed(party => party with { FeedEvery = TimeSpan.Parse(every, CultureInfo.InvariantCulture) }).RunOnceAsync(default));
    }

    private void Due(int count)
    {
        for (var i = 0; i < count; i++)
        {
            var number = string.Create(CultureInfo.InvariantCulture, $"{PostScene.Dossier}-P{i + 1}");
            _scene.Consignments.Put(_scene.Booked(number) with { PollAt = Now });
        }
    }

    private PollStep Poll()
    {
        var context = Context(_asked, party => party);
        return new PollStep("vnpost", context, _scene.Tracking, NullLogger<PollStep>.Instance);
    }

    private FeedStep Feed(Func<PostalOperatorOptions, PostalOperatorOptions>? change = null) =>
        new("vnpost", Context(_feeding, change ?? (party => party)), _scene.Tracking, NullLogger<FeedStep>.Instance);

    private PostalContext Context(TellingDialect dialect, Func<PostalOperatorOptions, PostalOperatorOptions> change)
    {
        var options = _scene.Options with { Operators = new Dictionary<string, PostalOperatorOptions> { ["vnpost"] = change(_scene.Options.Operators["vnpost"]) } };
        var wrapped = Microsoft.Extensions.Options.Options.Create(options);
        return new PostalContext(
            _scene.Consignments, _scene.Tasks, new PostalDialects(wrapped, [new OneFactory(dialect)]), _scene.Watch, new PostalAlerts(new EnvelopeIds(_scene.Clock, new Random(1)), WorkingCalendars.BuiltIn),
            wrapped, _scene.Clock);
    }

    private sealed class OneFactory(IPostalDialect dialect) : IPostalDialectFactory
    {
        public string Dialect => "ngsp";

        public IPostalDialect Create(string @operator, PostalOperatorOptions options) => dialect;
    }
}
