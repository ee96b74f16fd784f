using Azure.Messaging.ServiceBus;
using Hub.Sandbox.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinQueueTests
{
    private static readonly TimeSpan Minute = TimeSpan.FromMinutes(1);

    [Fact]
    public async Task A_message_arrives_as_it_was_sent()
    {
        await using var bus = await BusServer.StartAsync();
        var sent = new ServiceBusMessage("đủ")
        {
            MessageId = "m",
            CorrelationId = "c",
            Subject = "s",
            To = "t",
            ReplyTo = "r",
            ReplyToSessionId = "rs",
            SessionId = "g",
            PartitionKey = "g",
            ContentType = "text/plain",
            ApplicationProperties = { ["text"] = "Đơn", ["flag"] = true, ["whole"] = 3, ["long"] = 4L, ["share"] = 0.5, ["at"] = bus.Clock.Now.UtcDateTime, ["id"] = Guid.Empty },
        };

        await bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(sent);
        var got = await ReceiveAsync(bus);

        Assert.Equal(
            ("đủ", "m", "c", "s", "t", "r", "rs", "g", "text/plain"),
            (got.Body.ToString(), got.MessageId, got.CorrelationId, got.Subject, got.To, got.ReplyTo, got.ReplyToSessionId, got.SessionId, got.ContentType));
        Assert.Equal((1, 1L, bus.Clock.Now + Minute), (got.DeliveryCount, got.SequenceNumber, got.LockedUntil));
        Assert.Equal(sent.ApplicationProperties.OrderBy(p => p.Key).Select(p => (p.Key, p.Value.GetType())), got.ApplicationProperties.OrderBy(p => p.Key).Select(p => (p.Key, p.Value.GetType())));
        Assert.Equal("Đơn", got.ApplicationProperties["text"]);
    }

    [Fact]
    public async Task A_batch_arrives_whole_and_in_order()
    {
        await using var bus = await BusServer.StartAsync();
        var client = bus.Client();
        var sender = client.CreateSender(BusServer.Queue);
        using var batch = await sender.CreateMessageBatchAsync();
        for (var i = 0; i < 500; i++)
        {
            Assert.True(batch.TryAddMessage(BusServer.Text($"{i}")));
        }

        await sender.SendMessagesAsync(batch);

        Assert.Equal(Enumerable.Range(0, 500).Select(i => $"{i}"), (await bus.MessagesAsync()).Select(message => (string)message["body"]!));
        Assert.Equal(500, await bus.CountAsync("active"));
        Assert.Equal(256 * 1024, batch.MaxSizeInBytes);
    }

    [Fact]
    public async Task A_message_over_the_limit_is_found_before_it_is_sent()
    {
        await using var bus = await BusServer.StartAsync();

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text(new string('x', 300_000))));

        Assert.Equal((ServiceBusFailureReason.MessageSizeExceeded, 0L), (fault.Reason, await bus.EffectAsync("sent")));
    }

    [Fact]
    public async Task A_locked_message_is_hidden_and_gone_when_completed()
    {
        await using var bus = await BusServer.StartAsync();
        await SendAsync(bus, "x");
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);

        var got = await receiver.ReceiveMessageAsync(BusServer.Patience);
        Assert.Null(await bus.Client().CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.Moment));
        await receiver.CompleteMessageAsync(got);

        Assert.Equal((0, 0), (await bus.CountAsync("locked"), await bus.CountAsync("bytes")));
    }

    [Fact]
    public async Task A_lock_that_ran_out_is_delivered_again_and_cannot_be_settled()
    {
        await using var bus = await BusServer.StartAsync();
        await SendAsync(bus, "x");
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);
        var late = await receiver.ReceiveMessageAsync(BusServer.Patience);

        bus.Clock.Advance(Minute);
        var again = await ReceiveAsync(bus);
        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => receiver.CompleteMessageAsync(late));

        Assert.Equal((2, ServiceBusFailureReason.MessageLockLost), (again.DeliveryCount, fault.Reason));
        Assert.Equal((1L, 1L), (await bus.EffectAsync("lock-expired"), await bus.EffectAsync("lock-lost")));
    }

    [Fact]
    public async Task A_renewed_lock_lasts_its_time_anew_and_a_lost_one_cannot_be_renewed()
    {
        await using var bus = await BusServer.StartAsync();
        await SendAsync(bus, "x");
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);
        var got = await receiver.ReceiveMessageAsync(BusServer.Patience);

        bus.Clock.Advance(Minute / 2);
        await receiver.RenewMessageLockAsync(got);
        bus.Clock.Advance(Minute * 0.9);
        Assert.Equal((bus.Clock.Now + (Minute * 0.1), 1), (got.LockedUntil, await bus.CountAsync("locked")));
        bus.Clock.Advance(Minute * 0.1);

        Assert.Equal(ServiceBusFailureReason.MessageLockLost, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.RenewMessageLockAsync(got))).Reason);
        Assert.Equal(1, await bus.CountAsync("active"));
    }

    [Fact]
    public async Task After_its_last_delivery_a_message_is_dead_with_the_reason()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = BusServer.Queue, MaxDeliveryCount = 2 });
        await SendAsync(bus, "x");
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);
        await receiver.AbandonMessageAsync(await receiver.ReceiveMessageAsync(BusServer.Patience), new Dictionary<string, object> { ["tried"] = 1 });
        await receiver.ReceiveMessageAsync(BusServer.Patience);

        bus.Clock.Advance(Minute);
        var dead = await ReceiveAsync(bus, SubQueue.DeadLetter);

        Assert.Equal(("MaxDeliveryCountExceeded", 1), (dead.DeadLetterReason, dead.ApplicationProperties["tried"]));
        Assert.Equal((0, 1), (await bus.CountAsync("active"), await bus.CountAsync("deadLetters")));
    }

    [Fact]
    public async Task A_receiver_may_bury_a_message_with_words_of_its_own()
    {
        await using var bus = await BusServer.StartAsync();
        await SendAsync(bus, "x");
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);

        await receiver.DeadLetterMessageAsync(await receiver.ReceiveMessageAsync(BusServer.Patience), "no-use", "said so");
        var dead = await ReceiveAsync(bus, SubQueue.DeadLetter);

        Assert.Equal(("no-use", "said so", BusServer.Queue), (dead.DeadLetterReason, dead.DeadLetterErrorDescription, dead.DeadLetterSource));
    }

    [Theory]
    [InlineData(true, 1)]
    [InlineData(false, 0)]
    public async Task An_expired_message_is_dead_where_the_queue_says_so_and_else_gone(bool kept, int dead)
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = BusServer.Queue, DeadLetterOnExpiry = kept });
        await bus.Client().CreateSender(BusServer.Queue).SendMessagesAsync([new ServiceBusMessage("short") { TimeToLive = Minute }, new ServiceBusMessage("long") { TimeToLive = Minute * 3 }]);

        bus.Clock.Advance(Minute);

        Assert.Equal(["long"], (await bus.MessagesAsync()).Select(message => (string)message["body"]!));
        Assert.Equal(Enumerable.Repeat("TTLExpiredException", dead), (await bus.MessagesAsync(dead: true)).Select(message => (string)message["deadLetterReason"]!));
        Assert.Equal(1, await bus.EffectAsync("expired"));
    }

    [Fact]
    public async Task A_locked_message_does_not_expire_under_its_receiver()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(new ServiceBusMessage("x") { TimeToLive = Minute / 2 });
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);
        var got = await receiver.ReceiveMessageAsync(BusServer.Patience);

        bus.Clock.Advance(Minute * 0.9);
        await receiver.CompleteMessageAsync(got);

        Assert.Equal((1L, 0L), (await bus.EffectAsync("completed"), await bus.EffectAsync("expired")));
    }

    [Fact]
    public async Task A_repeated_id_is_dropped_in_silence_until_the_window_is_over()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = BusServer.Queue, DuplicateWindow = Minute * 10 });
        await SendAsync(bus, "first", "same");
        bus.Clock.Advance(Minute * 9);
        await SendAsync(bus, "again", "same");
        bus.Clock.Advance(Minute);
        await SendAsync(bus, "later", "same");

        Assert.Equal(["first", "later"], (await bus.MessagesAsync()).Select(message => (string)message["body"]!));
        Assert.Equal(1, await bus.EffectAsync("duplicate-dropped"));
    }

    [Fact]
    public async Task A_queue_without_such_a_window_takes_an_id_twice()
    {
        await using var bus = await BusServer.StartAsync();

        await SendAsync(bus, "1", "same");
        await SendAsync(bus, "2", "same");

        Assert.Equal(2, await bus.CountAsync("active"));
    }

    [Fact]
    public async Task A_scheduled_message_waits_for_its_time_and_may_be_cancelled()
    {
        await using var bus = await BusServer.StartAsync();
        var sender = bus.Client().CreateSender(BusServer.Queue);
        var first = await sender.ScheduleMessageAsync(BusServer.Text("first"), bus.Clock.Now + Minute);
        await sender.ScheduleMessageAsync(BusServer.Text("second"), bus.Clock.Now + Minute);
        await SendAsync(bus, "now");
        Assert.Equal((1, 2), (await bus.CountAsync("active"), await bus.CountAsync("scheduled")));

        await sender.CancelScheduledMessageAsync(first);
        var receiving = bus.Client().CreateReceiver(BusServer.Queue, new ServiceBusReceiverOptions { ReceiveMode = ServiceBusReceiveMode.ReceiveAndDelete });
        Assert.Equal("now", (await receiving.ReceiveMessageAsync(BusServer.Patience)).Body.ToString());
        var later = receiving.ReceiveMessageAsync(BusServer.Patience);
        bus.Clock.Advance(Minute);

        var got = await later;
        Assert.Equal(("second", bus.Clock.Now, 4L), (got.Body.ToString(), got.EnqueuedTime, got.SequenceNumber));
        Assert.Equal(0, await bus.CountAsync("bytes"));
    }

    [Fact]
    public async Task A_deferred_message_comes_by_its_number_only()
    {
        await using var bus = await BusServer.StartAsync();
        await SendAsync(bus, "x");
        var receiver = bus.Client().CreateReceiver(BusServer.Queue);
        var got = await receiver.ReceiveMessageAsync(BusServer.Patience);
        await receiver.DeferMessageAsync(got);
        Assert.Null(await receiver.ReceiveMessageAsync(BusServer.Moment));

        var deferred = await receiver.ReceiveDeferredMessageAsync(got.SequenceNumber);
        await receiver.AbandonMessageAsync(deferred);
        deferred = await receiver.ReceiveDeferredMessageAsync(got.SequenceNumber);
        await receiver.CompleteMessageAsync(deferred);

        Assert.Equal(ServiceBusFailureReason.MessageNotFound, (await Assert.ThrowsAsync<ServiceBusException>(() => receiver.ReceiveDeferredMessageAsync(got.SequenceNumber))).Reason);
        Assert.Empty(await bus.MessagesAsync());
    }

    [Fact]
    public async Task Who_only_looks_locks_nothing_and_sees_what_waits_for_its_time()
    {
        await using var bus = await BusServer.StartAsync();
        var sender = bus.Client().CreateSender(BusServer.Queue);
        await sender.ScheduleMessageAsync(BusServer.Text("later"), bus.Clock.Now + Minute);
        await sender.SendMessageAsync(BusServer.Text("now"));

        var peeked = await bus.Client().CreateReceiver(BusServer.Queue).PeekMessagesAsync(10);

        Assert.Equal([("later", ServiceBusMessageState.Scheduled), ("now", ServiceBusMessageState.Active)], peeked.Select(message => (message.Body.ToString(), message.State)));
        Assert.Equal(0, await bus.CountAsync("locked"));
    }

    [Fact]
    public async Task A_full_queue_takes_nothing_more()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = BusServer.Queue, MaxBytes = 1000 });
        await SendAsync(bus, new string('x', 500));

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => SendAsync(bus, new string('x', 500)));

        Assert.Equal((ServiceBusFailureReason.QuotaExceeded, 1), (fault.Reason, await bus.CountAsync("active")));
    }

    [Fact]
    public async Task A_closed_receiver_leaves_its_locks_until_they_end()
    {
        await using var bus = await BusServer.StartAsync();
        await SendAsync(bus, "x");
        var client = bus.Client();
        await client.CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.Patience);
        await client.DisposeAsync();

        Assert.Equal(1, await bus.CountAsync("locked"));
        bus.Clock.Advance(Minute);

        Assert.Equal(1, await bus.CountAsync("active"));
    }

    private static Task SendAsync(BusServer bus, string body, string? id = null) => bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text(body, id));

    private static Task<ServiceBusReceivedMessage> ReceiveAsync(BusServer bus, SubQueue of = SubQueue.None) =>
        bus.Client().CreateReceiver(BusServer.Queue, new ServiceBusReceiverOptions { SubQueue = of }).ReceiveMessageAsync(BusServer.Patience);
}
