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
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(30));
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
    public async Task A_message_is_durable_typed_and_named_after_its_notice()
    {
        var arrived = new TaskCompletionSource();
        var first = Begin(_ => arrived.TrySetResult());
        await first.Transport.SendAsync(Lane, Notices(1), Ct);
        await arrived.Task.WaitAsync(TimeSpan.FromSeconds(30));
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
