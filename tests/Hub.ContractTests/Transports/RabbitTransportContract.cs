using Hub.Tests;
using Hub.Tests.Servers;
using Hub.Transports.RabbitMq;
using Microsoft.Extensions.Logging.Abstractions;
using RabbitMQ.Client;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>What a broker can do to a client beyond being away.</summary>
public abstract class RabbitTransportContract<TFixture> : TransportContract<TFixture, RabbitBroker>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task A_queue_that_was_deleted_is_made_anew_and_what_no_queue_took_counts_as_unsent()
    {
        var books = new[] { new ArrivalBook(), new ArrivalBook() };
        var instances = books.Select(book => Begin(book.Add)).ToList();
        using var patience = new CancellationTokenSource(Hang.Limit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(200));
        while (books.Any(book => book.All.Count == 0))
        {
            await instances[0].Transport.SendAsync(Lane, Notices(20), Ct);
            await beat.WaitForNextTickAsync(patience.Token);
        }

        await using (var connection = await RabbitQueues.ConnectAsync())
        {
            await using var channel = await connection.CreateChannelAsync();
            await channel.QueueDeleteAsync(Broker.Names.LaneQueue(Lane));
        }

        var unsent = 0;
        while (!books.All(book => book.Notices.Any(notice => notice.Lease > 20)))
        {
            unsent += (await instances[0].Transport.SendAsync(Lane, Notices(2, from: 20), Ct)).Count;
            await beat.WaitForNextTickAsync(patience.Token);
        }

        Assert.InRange(unsent, 2, 100);
    }

    [Fact]
    public async Task A_notice_for_a_queue_that_nobody_has_is_unsent()
    {
        var instance = Begin(static _ => { });

        Assert.Equal(Notices(3), await instance.Transport.SendAsync("no-such-lane", Notices(3), Ct));
        Assert.Empty(await instance.Transport.SendAsync(Lane, Notices(3), Ct));
    }

    [Fact]
    public async Task A_channel_that_the_broker_closed_is_opened_anew_and_what_it_held_comes_again()
    {
        var book = new ArrivalBook();
        var instance = Begin(book.Add);
        await instance.Transport.SendAsync(Lane, Notices(3), Ct);
        var arrived = await book.CountedAsync(3);

        // To end a delivery twice is a fault that costs the channel.
        await arrived[1].GiveBack();
        await arrived[1].GiveBack();

        await book.UntilAsync(() => new long[] { 1, 2, 3 }.All(lease => book.Notices.Count(notice => notice.Lease == lease) >= 2), () => string.Join(' ', book.Notices));
    }

    [Fact]
    public async Task What_is_sent_confirmed_returned_and_brought_again_is_counted_by_queue()
    {
        // Other tests count at the same time, each in lanes of its own.
        var lane = Broker.Names.LaneExchange + "-counted";
        using var figures = new RabbitFigures();
        var book = new ArrivalBook();
        var instance = Begin(book.Add, lane: lane);

        await instance.Transport.SendAsync(lane, [.. Notices(4).Select(notice => notice with { Lane = lane })], Ct);
        await (await book.CountedAsync(4))[0].GiveBack();
        await book.CountedAsync(5);
        await instance.Transport.SendAsync("no-" + lane, Notices(2), Ct);

        Assert.Equal((4, 4, 0), (figures["published", lane], figures["confirmed", lane], figures["returned", lane]));
        Assert.Equal((5, 1), (figures["arrivals", lane], figures["redelivered", lane]));
        Assert.Equal((2, 0, 2, 0), (figures["published", "no-" + lane], figures["confirmed", "no-" + lane], figures["returned", "no-" + lane], figures["refused", "no-" + lane]));
        Assert.Equal(1, figures["link", "lane:" + lane]);
        Assert.Contains(figures.Announcements, announcement => announcement == ("announce " + lane, 4, 0));
        Assert.Contains(figures.Announcements, announcement => announcement == ("announce no-" + lane, 2, 2));
    }

    [Fact]
    public async Task The_way_out_is_open_before_anything_is_sent_and_says_when_it_is_not()
    {
        using var wire = Wire.To(RabbitServer.Shared.Port);
        var options = new RabbitMqOptions
        {
            Uri = new UriBuilder(RabbitServer.Shared.Uri) { Port = wire.Port }.Uri,
            Prefix = Broker.Names.LaneExchange,
            ConnectTimeout = TimeSpan.FromSeconds(5),
        };
        var broker = new RabbitMqBroker(options, [], TimeProvider.System, NullLogger<RabbitMqBroker>.Instance);
        await using var transport = new RabbitMqTransport(broker);
        var step = new SendLinkStep(broker, transport);
        wire.Cut(staysOut: true);

        Assert.NotNull(await step.RunOnceAsync(Ct));
        var down = Assert.Single(broker.Links);
        Assert.True(down is { Name: "send", IsUp: false, Reason: not null });

        wire.Mend();
        Assert.NotNull(await step.RunOnceAsync(Ct));
        Assert.True(Assert.Single(broker.Links) is { Name: "send", IsUp: true, Reason: null });
        await RabbitQueues.RemoveAsync(broker.Names, []);
    }

    [Fact]
    public async Task A_message_is_durable_typed_and_named_after_its_notice()
    {
        var arrived = new TaskCompletionSource();
        var first = Begin(_ => arrived.TrySetResult());
        await first.Transport.SendAsync(Lane, Notices(1), Ct);
        await arrived.Task.WaitAsync(Hang.Limit);
        await first.DisposeAsync();

        await using var connection = await RabbitQueues.ConnectAsync();
        await using var channel = await connection.CreateChannelAsync();
        BasicGetResult? message;
        while ((message = await channel.BasicGetAsync(Broker.Names.LaneQueue(Lane), autoAck: true)) is null)
        {
        }

        Assert.Equal(
            (true, "application/vnd.hub.notice+json", $"{Lane}/k1/1", "hub"),
            (message.BasicProperties.Persistent, message.BasicProperties.ContentType, message.BasicProperties.MessageId, message.BasicProperties.AppId));
    }
}
