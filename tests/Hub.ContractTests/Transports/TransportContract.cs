using Hub.ContractTests.Lanes;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Tests;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>What every transport promises: nothing sent is lost while the broker lives, anything may come twice, and coming twice does no harm.</summary>
public abstract class TransportContract<TFixture, TBroker> : Contract<TFixture>
    where TFixture : StoreFixture, new()
    where TBroker : BrokerFixture, new()
{
    private readonly List<BrokerInstance> _instances = [];
    private readonly Signal _bell = new();

    protected TBroker Broker { get; } = new();

    public override async Task DisposeAsync()
    {
        foreach (var instance in _instances)
        {
            await instance.DisposeAsync();
        }

        await Broker.DisposeAsync();
        await base.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_arrives_at_one_of_many_consumers()
    {
        var books = new[] { Book(), Book(), Book() };
        var sender = books.Select(book => Begin(book)).ToList()[0];
        var sent = Notices(200);

        var told = 0;
        for (IReadOnlyList<Notice> rest = sent; rest.Count > 0;)
        {
            // What a slow machine did not confirm in time is sent again, and may come twice.
            told += rest.Count;
            rest = await sender.Transport.SendAsync(Lane, rest, Ct);
        }

        await books[0].UntilAsync(() => Arrived(books).Distinct().Count() == sent.Count, () => $"{Arrived(books).Count()} arrived");

        Assert.Equal(sent, Arrived(books).Distinct().OrderBy(notice => notice.Lease));
        Assert.InRange(Arrived(books).Count(), sent.Count, told);
    }

    [Fact]
    public async Task What_a_consumer_held_when_it_died_comes_to_another_and_what_it_acknowledged_does_not()
    {
        var (dead, heir) = (Book(), Book());
        var dying = Begin(dead, prefetch: 20);
        await dying.Transport.SendAsync(Lane, Notices(25), Ct);
        var ended = (await dead.CountedAsync(20)).Take(5).ToList();
        foreach (var arrival in ended)
        {
            await arrival.Acknowledge();
        }

        // A broker that gives no more than the prefetch sends five more only when it has heard of the five.
        await dead.CountedAsync(25);
        await Broker.HeardAsync(Lane, open: 20);
        await dying.KillAsync();
        Begin(heir);
        await heir.CountedAsync(20);

        Assert.Equal(dead.Notices.Except(ended.Select(arrival => arrival.Notice)).OrderBy(notice => notice.Lease), heir.Notices.OrderBy(notice => notice.Lease));
    }

    [Fact]
    public async Task What_is_given_back_comes_again()
    {
        var book = Book();
        var instance = Begin(book);
        await instance.Transport.SendAsync(Lane, Notices(5), Ct);

        foreach (var arrival in await book.CountedAsync(5))
        {
            await arrival.GiveBack();
        }

        await book.CountedAsync(10);
        Assert.All(book.Notices.GroupBy(notice => notice.Lease), notices => Assert.Equal(2, notices.Count()));
    }

    [Fact]
    public async Task No_more_is_held_than_there_is_room_for()
    {
        var book = Book();
        var held = 0;
        var most = 0;
        book.Then = _ => most = Math.Max(most, Interlocked.Increment(ref held));
        var instance = Begin(book, prefetch: 4);

        await instance.Transport.SendAsync(Lane, Notices(40), Ct);
        for (var i = 0; i < 40; i++)
        {
            var arrived = await book.CountedAsync(i + 1);
            Interlocked.Decrement(ref held);
            await arrived[i].Acknowledge();
        }

        Assert.InRange(most, 1, 4);
        Assert.Equal(40, book.Notices.Distinct().Count());
    }

    [Fact]
    public async Task A_broker_away_is_told_within_the_limit_and_once_back_all_goes_on_without_a_restart()
    {
        var book = Book();
        var instance = Begin(book);
        await instance.Transport.SendAsync(Lane, Notices(3), Ct);
        await book.CountedAsync(3);

        Broker.GoAway();
        await Assert.ThrowsAsync<TransportUnavailableException>(() => instance.Transport.SendAsync(Lane, Notices(3, from: 10), Ct)).WaitAsync(Broker.AwayLimit);
        await Assert.ThrowsAsync<TransportUnavailableException>(() => instance.Transport.SendAsync(Lane, Notices(3, from: 20), Ct)).WaitAsync(Broker.AwayLimit);
        Broker.ComeBack();
        Assert.Empty(await instance.Transport.SendAsync(Lane, Notices(3, from: 30), Ct));

        await book.UntilAsync(() => book.Notices.Count(notice => notice.Lease > 30) == 3, () => $"{book.All.Count} arrived");
    }

    [Fact]
    public async Task A_notice_that_comes_three_times_has_one_effect()
    {
        await PutAsync("k");
        var arrivals = new LaneArrivals(Fixture.Signals);
        var book = Book();
        book.Then = arrivals.Of(Lane).Add;
        var instance = Begin(book);
        var partner = new ScriptedPartner(Lane);
        var ports = new LanePorts(Outbox, Port<Core.Outbox.ILaneBoard>(), Fixture.Signals, Clock, new Random(1), new ClaimPace(Outbox, Clock, poll: null), Stores.Parties);
        using var lane = new LaneStep(
            partner, new LaneOptions(), ports, new BrokerSource(Outbox, arrivals.Of(Lane), Fixture.Signals.Of(Lane), Clock), NullLogger<LaneStep>.Instance);
        var notices = (await Outbox.AnnounceAsync(Request(), Ct)).Items;

        for (var time = 1; time <= 3; time++)
        {
            Assert.Empty(await instance.Transport.SendAsync(Lane, notices, Ct));
            await book.CountedAsync(time);
            await lane.RunOnceAsync(Ct);
            await lane.RunOnceAsync(Ct);
        }

        Assert.Single(partner.Seen);
        Assert.Equal(0, arrivals.Of(Lane).Count);
    }

    [Fact]
    public async Task What_is_no_notice_of_the_lane_is_parked_with_its_reason_and_the_others_flow()
    {
        var book = Book();
        var instance = Begin(book, prefetch: 2);
        await instance.Transport.SendAsync(Lane, Notices(1), Ct);
        await book.CountedAsync(1);
        await book.All[0].Acknowledge();

        await Broker.SendRawAsync(Lane, "not json"u8.ToArray());
        await Broker.SendRawAsync(Lane, [0xFF, 0xFE, 0]);
        await Broker.SendRawAsync(Lane, NoticeJson.Write(new Notice("another-lane", "k", 1)));
        await Broker.SendRawAsync(Lane, new byte[100_000]);
        await instance.Transport.SendAsync(Lane, Notices(1, from: 10), Ct);
        await book.CountedAsync(2);

        Assert.Equal(11, book.All[1].Notice.Lease);
        var parked = new List<(byte[] Body, string Reason)>();
        using var patience = new CancellationTokenSource(Hang.Limit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (parked.Count < 4)
        {
            parked.AddRange(await Broker.ParkedAsync());
            await beat.WaitForNextTickAsync(patience.Token);
        }

        Assert.Equal(["not-a-notice", "not-a-notice", "not-a-notice", "other-lane"], parked.Select(message => message.Reason).Order());
        Assert.Contains(parked, message => message.Body.AsSpan().SequenceEqual("not json"u8));
    }

    protected BrokerInstance Begin(Action<Arrival> deliver, int prefetch = 1000, string lane = Lane)
    {
        var instance = Broker.Begin(lane, prefetch, deliver);
        _instances.Add(instance);
        return instance;
    }

    private BrokerInstance Begin(ArrivalBook book, int prefetch = 1000) => Begin(book.Add, prefetch);

    private static IEnumerable<Notice> Arrived(IEnumerable<ArrivalBook> books) => books.SelectMany(book => book.Notices);

    private ArrivalBook Book() => new(_bell);

    protected static List<Notice> Notices(int count, int from = 0) => [.. Enumerable.Range(from + 1, count).Select(i => new Notice(Lane, $"k{i}", i))];
}
