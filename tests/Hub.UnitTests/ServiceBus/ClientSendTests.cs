using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ClientSendTests
{
    private const string Queue = BusServer.Queue;

    [Fact]
    public async Task A_message_keeps_its_body_type_and_properties()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        var sent = new ServiceBusMessage
        {
            Body = "Đơn của công dân"u8.ToArray(),
            ContentType = "application/vnd.hub.notice+json",
            MessageId = "m/1",
            CorrelationId = "c",
            Label = "Tiếp nhận",
            ReplyTo = "answers",
            To = "hub",
            SessionId = "s",
            PartitionKey = "s",
            TimeToLive = TimeSpan.FromMinutes(2),
            Properties = new Dictionary<string, object> { ["who"] = "Trần \"Văn\" \\A", ["count"] = 3L, ["share"] = 0.5, ["urgent"] = true, ["at"] = bus.Clock.Now },
        };

        await client.Api.SendAsync(Queue, sent, default);
        var got = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;

        Assert.Equal(sent.Body.ToArray(), got.Message.Body.ToArray());
        Assert.Equal(sent with { Body = got.Message.Body, TimeToLive = null, Properties = got.Message.Properties }, got.Message);
        Assert.Equal("Trần \"Văn\" \\A", got.Message.Properties["WHO"]);
        Assert.Equal((3L, 0.5, true, "Mon, 02 Mar 2026 08:00:00 GMT"), (got.Message.Properties["count"], got.Message.Properties["share"], got.Message.Properties["urgent"], got.Message.Properties["at"]));
        Assert.Equal(5, got.Message.Properties.Count);
        Assert.Equal((1L, 1, bus.Clock.Now), (got.SequenceNumber, got.DeliveryCount, got.EnqueuedAt!.Value));
    }

    [Fact]
    public async Task A_batch_is_cut_by_count_and_keeps_its_order()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);

        var result = await client.Api.SendBatchAsync(Queue, [.. Enumerable.Range(0, 250).Select(i => Client.Text($"số {i}", $"m{i}"))], default);
        var messages = await bus.MessagesAsync();

        Assert.Equal(new SentBatch(250, null), result);
        Assert.Equal(Enumerable.Range(0, 250).Select(i => $"số {i}"), messages.Select(message => (string)message["body"]!));
        Assert.Equal(3, await bus.EffectAsync("service-bus.calls"));
    }

    [Fact]
    public async Task A_batch_is_cut_by_size_and_what_fits_no_batch_goes_alone()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        var bodies = new[] { new string('a', 100_000), new string('b', 100_000), new string('c', 100_000), new string('"', 200_000), "d" };

        var result = await client.Api.SendBatchAsync(
            Queue, [.. bodies.Select(body => Client.Text(body, body[..1])), new ServiceBusMessage { Body = new byte[] { 0, 255 }, MessageId = "binary" }, Client.Text("e", "e")], default);
        var messages = await bus.MessagesAsync();

        Assert.Equal(new SentBatch(7, null), result);
        Assert.Equal(["a", "b", "c", "\"", "d", "binary", "e"], messages.Select(message => (string)message["messageId"]!));
        Assert.Equal("AP8=", (string)messages[5]["bodyBase64"]!);
        Assert.Equal(6, await bus.EffectAsync("service-bus.calls")); // ab, c, ", d, binary, e
    }

    [Fact]
    public async Task Properties_and_lives_travel_in_a_batch_too()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        var message = Client.Text("x", "m") with { Label = "Nhãn", TimeToLive = TimeSpan.FromSeconds(90), Properties = new Dictionary<string, object> { ["reason"] = "vì sao", ["n"] = 1L } };

        await client.Api.SendBatchAsync(Queue, [message, Client.Text("y", "n")], default);
        var got = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;

        Assert.Equal(("Nhãn", "vì sao", 1L), (got.Message.Label, got.Message.Properties["reason"], got.Message.Properties["n"]));
        bus.Clock.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal("n", (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!.MessageId);
    }

    [Fact]
    public async Task A_message_that_is_too_large_is_refused_before_anything_is_sent()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        var large = Client.Text(new string('x', 256 * 1024), "m");

        var alone = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, large, default));
        var among = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendBatchAsync(Queue, [Client.Text("ok", "1"), large], default));

        Assert.Equal((ServiceBusReason.TooLarge, ServiceBusReason.TooLarge), (alone.Reason, among.Reason));
        Assert.Equal(0, await bus.EffectAsync("service-bus.calls"));
    }

    [Fact]
    public async Task A_batch_that_the_service_finds_too_large_is_halved_until_it_fits()
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [new() { Name = Queue }], MaxMessageBytes = 3000 });
        using var client = Client.Of(bus);

        var result = await client.Api.SendBatchAsync(Queue, [.. Enumerable.Range(0, 5).Select(i => Client.Text(new string('x', 1200), $"{i}"))], default);
        var alone = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text(new string('x', 3100), "m"), default));

        Assert.Equal((5, ServiceBusReason.TooLarge), (result.Confirmed, alone.Reason));
        Assert.Equal(["0", "1", "2", "3", "4"], (await bus.MessagesAsync()).Select(message => (string)message["messageId"]!));
    }

    [Fact]
    public async Task A_batch_that_ends_early_says_how_far_it_came()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = Queue, MaxBytes = 8000 });
        using var client = Client.Of(bus, options => options with { MaxBatch = 2 });

        var result = await client.Api.SendBatchAsync(Queue, [.. Enumerable.Range(0, 10).Select(i => Client.Text(new string('x', 1500), $"{i}"))], default);

        Assert.Equal((4, ServiceBusReason.QuotaExceeded), (result.Confirmed, result.Fault!.Reason));
        Assert.Empty(client.Clock.Waits);
    }

    [Fact]
    public async Task A_missing_queue_is_a_fault_of_the_set_up_and_not_tried_again()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);

        var sent = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync("nowhere", Client.Text("x", "m"), default));
        var received = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.ReceiveAsync("nowhere", TimeSpan.Zero, default));

        Assert.Equal((ServiceBusReason.EntityMissing, ServiceBusReason.EntityMissing), (sent.Reason, received.Reason));
        Assert.Equal(2, await bus.EffectAsync("service-bus.calls"));
    }

    [Theory]
    [InlineData("content-type")]
    [InlineData("Host")]
    [InlineData("x-ms-anything")]
    [InlineData("cloudEvents:type")]
    [InlineData("hồ-sơ")]
    [InlineData("")]
    public async Task A_property_that_no_header_can_carry_is_refused(string name)
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);

        await Assert.ThrowsAsync<ArgumentException>(() =>
            client.Api.SendAsync(Queue, Client.Text("x") with { Properties = new Dictionary<string, object> { [name] = "v" } }, default));
    }

    [Fact]
    public async Task Ids_and_properties_beyond_the_published_limits_are_refused()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        ServiceBusMessage[] wrong =
        [
            Client.Text("x", new string('m', 129)),
            Client.Text("x") with { SessionId = "a", PartitionKey = "b" },
            Client.Text("x") with { Properties = new Dictionary<string, object> { ["long"] = new string('x', 33_000) } },
            Client.Text("x") with { Properties = Enumerable.Range(0, 3).ToDictionary(i => $"p{i}", _ => (object)new string('x', 30_000)) },
            Client.Text("x") with { Properties = new Dictionary<string, object> { ["list"] = new List<int>() } },
        ];

        foreach (var message in wrong)
        {
            await Assert.ThrowsAsync<ArgumentException>(() => client.Api.SendAsync(Queue, message, default));
        }

        await Assert.ThrowsAsync<ArgumentException>(() => client.Api.SendAsync("/_twin/reset?", Client.Text("x"), default));
        Assert.Equal(0, await bus.EffectAsync("service-bus.calls"));
    }
}
