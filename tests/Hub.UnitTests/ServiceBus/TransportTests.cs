using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TransportTests
{
    private const string Lane = "national-portal";
    private const string Queue = "hub-lane-national-portal";

    [Fact]
    public async Task Notices_lie_in_their_lane_s_queue_as_claim_checks()
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus);
        var transport = Transport(bus, client);
        Notice[] notices = [.. Enumerable.Range(0, 120).Select(i => new Notice(Lane, $"H40-{i}", i))];

        var unsent = await transport.SendAsync(Lane, notices, default);
        var messages = await bus.MessagesAsync(Queue);

        Assert.Empty(unsent);
        Assert.Equal(notices, messages.Select(message => NoticeJson.TryRead(System.Text.Encoding.UTF8.GetBytes((string)message["body"]!), out var notice) ? notice : null));
        Assert.All(messages, message => Assert.DoesNotContain("H40", (string)message["messageId"]!, StringComparison.Ordinal));
        bus.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await bus.MessagesAsync(Queue));
    }

    [Fact]
    public async Task An_answer_that_got_lost_doubles_no_notice()
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync("""{"kind":"applied-no-answer","times":1}""");

        await Transport(bus, client).SendAsync(Lane, [new(Lane, "a", 1), new(Lane, "b", 2)], default);

        Assert.Equal(2, (await bus.MessagesAsync(Queue)).Count);
        Assert.Equal(2, await bus.EffectAsync("service-bus.duplicate-dropped"));
    }

    [Fact]
    public async Task A_new_lease_or_another_process_is_never_taken_for_a_repeat()
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus);
        var transport = Transport(bus, client);

        await transport.SendAsync(Lane, [new(Lane, "a", 1)], default);
        await transport.SendAsync(Lane, [new(Lane, "a", 2)], default);
        await transport.SendAsync(Lane, [new(Lane, "b", 1)], default);
        await Transport(bus, client, seed: 2).SendAsync(Lane, [new(Lane, "a", 1)], default);

        Assert.Equal(4, (await bus.MessagesAsync(Queue)).Count);
    }

    [Theory]
    [InlineData("""{"kind":"5xx"}""")]
    [InlineData("""{"kind":"torn"}""")]
    [InlineData("""{"kind":"session-loss"}""")]
    [InlineData("""{"kind":"maintenance","seconds":600}""")]
    public async Task A_broker_that_is_away_has_taken_nothing(string fault)
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync(fault);

        await Assert.ThrowsAsync<TransportUnavailableException>(() => Transport(bus, client).SendAsync(Lane, [new(Lane, "a", 1), new(Lane, "b", 2)], default));
    }

    [Fact]
    public async Task A_missing_queue_is_said_by_its_name()
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus);

        var fault = await Assert.ThrowsAsync<TransportUnavailableException>(() => Transport(bus, client).SendAsync("unknown", [new("unknown", "a", 1)], default));

        Assert.Contains("hub-lane-unknown", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_a_full_queue_did_not_take_comes_back()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = Queue, MaxBytes = 40_000 });
        using var client = Client.Of(bus);
        Notice[] notices = [.. Enumerable.Range(0, 250).Select(i => new Notice(Lane, $"H40-{i}", i))];

        var unsent = await Transport(bus, client).SendAsync(Lane, notices, default);

        Assert.InRange(unsent.Count, 50, 150);
        Assert.Equal(notices[^unsent.Count..], unsent);
        Assert.Equal(250 - unsent.Count, (await bus.MessagesAsync(Queue)).Count);
    }

    private static Task<BusServer> StartAsync() => BusServer.StartAsync(new ServiceBusQueueOptions { Name = Queue, DuplicateWindow = TimeSpan.FromHours(1) });

    private static ServiceBusTransport Transport(BusServer bus, Client client, int seed = 1) =>
        new(client.Api, new ServiceBusOptions { Namespace = bus.Root.AbsoluteUri }, new Random(seed));
}
