using System.Text;
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
        Notice[] notices = [.. Enumerable.Range(0, 2500).Select(i => new Notice(Lane, $"H40-{i}", i))];

        var unsent = await Transport(bus).SendAsync(Lane, notices, default);
        var messages = await bus.MessagesAsync(Queue);

        Assert.Empty(unsent);
        Assert.Equal(notices[..1000], messages.Select(message => NoticeJson.TryRead(Encoding.UTF8.GetBytes((string)message["body"]!), out var notice) ? notice : null));
        Assert.Equal(2500, await bus.CountAsync("active", Queue));
        Assert.All(messages, message => Assert.DoesNotContain("H40", (string)message["messageId"]!, StringComparison.Ordinal));
        bus.Clock.Advance(TimeSpan.FromHours(2));
        Assert.Empty(await bus.MessagesAsync(Queue));
    }

    [Fact]
    public async Task An_answer_that_got_lost_doubles_no_notice()
    {
        await using var bus = await StartAsync();
        await bus.FaultAsync("""{"kind":"applied-no-answer","operations":["send"],"times":1}""");

        await Transport(bus).SendAsync(Lane, [new(Lane, "a", 1), new(Lane, "b", 2)], default);

        Assert.Equal((2, 2L), ((await bus.MessagesAsync(Queue)).Count, await bus.EffectAsync("duplicate-dropped")));
    }

    [Fact]
    public async Task A_new_lease_or_another_process_is_never_taken_for_a_repeat()
    {
        await using var bus = await StartAsync();
        var transport = Transport(bus);

        await transport.SendAsync(Lane, [new(Lane, "a", 1)], default);
        await transport.SendAsync(Lane, [new(Lane, "a", 2)], default);
        await transport.SendAsync(Lane, [new(Lane, "b", 1)], default);
        await Transport(bus, seed: 2).SendAsync(Lane, [new(Lane, "a", 1)], default);

        Assert.Equal(4, (await bus.MessagesAsync(Queue)).Count);
    }

    [Theory]
    [InlineData("""{"kind":"5xx"}""", "Unreachable")]
    [InlineData("""{"kind":"torn"}""", "Unreachable")]
    [InlineData("""{"kind":"session-loss"}""", "Unauthorized")]
    [InlineData("""{"kind":"throttled"}""", "Busy")]
    [InlineData("""{"kind":"maintenance","seconds":600}""", "Unreachable")]
    public async Task A_broker_that_is_away_has_taken_nothing(string fault, string reason)
    {
        await using var bus = await StartAsync();
        await bus.FaultAsync(fault);

        var away = await Assert.ThrowsAsync<TransportUnavailableException>(() => Transport(bus).SendAsync(Lane, [new(Lane, "a", 1), new(Lane, "b", 2)], default));

        Assert.StartsWith($"{Queue}: {reason} (", away.Message);
        Assert.DoesNotContain(ServiceBusTwinOptions.DemoKey, away.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_queue_is_said_by_its_name()
    {
        await using var bus = await StartAsync();

        var fault = await Assert.ThrowsAsync<TransportUnavailableException>(() => Transport(bus).SendAsync("unknown", [new("unknown", "a", 1)], default));

        Assert.StartsWith("hub-lane-unknown: EntityMissing", fault.Message);
    }

    [Fact]
    public async Task What_a_full_queue_did_not_take_comes_back()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = Queue, MaxBytes = 400_000 });
        Notice[] notices = [.. Enumerable.Range(0, 2500).Select(i => new Notice(Lane, $"H40-{i}", i))];

        var unsent = await Transport(bus).SendAsync(Lane, notices, default);

        Assert.InRange(unsent.Count, 1, 2400);
        Assert.Equal(notices[^unsent.Count..], unsent);
        Assert.Equal(2500 - unsent.Count, await bus.CountAsync("active", Queue));
    }

    private static Task<BusServer> StartAsync() => BusServer.StartAsync(new ServiceBusQueueOptions { Name = Queue, DuplicateWindow = TimeSpan.FromHours(1) });

    private static ServiceBusTransport Transport(BusServer bus, int seed = 1) => new(bus.Broker(options => options with { MaxRetries = 1 }), new Random(seed));
}
