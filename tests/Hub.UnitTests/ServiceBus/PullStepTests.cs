using System.Collections.Concurrent;
using System.Diagnostics;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Hub.Transports.ServiceBus.Lanes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class PullStepTests : IAsyncLifetime
{
    private const string Lane = "case-system";
    private const string Queue = "hub-lane-case-system";
    private readonly ConcurrentQueue<Arrival> _arrived = new();
    private BusServer _bus = null!;
    private Client _client = null!;
    private ServiceBusPullStep _step = null!;

    public async Task InitializeAsync()
    {
        _bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [new() { Name = Queue, MaxDeliveryCount = 3 }, new() { Name = "hub-parked" }] });
        _client = Client.Of(_bus);
        _step = Step(concurrency: 2);
    }

    public async Task DisposeAsync()
    {
        await _step.DisposeAsync();
        _client.Dispose();
        await _bus.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_arrives_and_is_completed_when_it_is_acknowledged()
    {
        await SendAsync("H40-1", 7);
        await RunUntilAsync(() => !_arrived.IsEmpty);
        Assert.Equal(1, (int)(await _bus.ViewAsync(Queue))["locked"]!);

        Assert.Equal(new Notice(Lane, "H40-1", 7), _arrived.Single().Notice);
        await _arrived.Single().Acknowledge();
        await _arrived.Single().GiveBack();
        await RunUntilAsync(async () => (await _bus.MessagesAsync(Queue)).Count == 0);

        Assert.Equal((0, 0L), (_step.Held, await _bus.EffectAsync("service-bus.abandoned")));
    }

    [Fact]
    public async Task A_notice_that_is_given_back_comes_again()
    {
        await SendAsync("H40-1", 7);
        await RunUntilAsync(() => !_arrived.IsEmpty);

        _arrived.TryDequeue(out var first);
        await first!.GiveBack();
        await RunUntilAsync(() => !_arrived.IsEmpty);

        Assert.Equal(first.Notice, _arrived.Single().Notice);
        Assert.Equal(2, (int)(await _bus.MessagesAsync(Queue)).Single()["deliveries"]!);
    }

    [Fact]
    public async Task No_more_is_held_than_the_lane_can_deliver()
    {
        for (var i = 0; i < 5; i++)
        {
            await SendAsync($"H40-{i}", i);
        }

        await RunUntilAsync(() => _arrived.Count == 2);
        await _step.RunOnceAsync(default);
        Assert.Equal((2, 0, 2), (_step.Held, _step.Polls, (int)(await _bus.ViewAsync(Queue))["locked"]!));

        await _arrived.First().Acknowledge();
        await RunUntilAsync(() => _arrived.Count == 3);

        Assert.Equal(["H40-0", "H40-1", "H40-2"], _arrived.Select(arrival => arrival.Notice.Key).Order());
    }

    [Fact]
    public async Task An_empty_queue_is_watched_by_as_many_long_polls_as_there_is_room()
    {
        Assert.Null(await _step.RunOnceAsync(default));
        await _bus.WaitForPollsAsync(2, Queue);

        await SendAsync("H40-1", 1);
        await RunUntilAsync(() => !_arrived.IsEmpty);
        await _bus.WaitForPollsAsync(1, Queue);

        Assert.Equal((1, 1), (_step.Held, _step.Polls));
    }

    [Fact]
    public async Task A_lock_is_renewed_at_half_of_its_time_for_five_minutes_and_then_left_to_others()
    {
        await SendAsync("H40-1", 1);
        await RunUntilAsync(() => !_arrived.IsEmpty);

        for (var renewals = 1; renewals <= 9; renewals++)
        {
            Assert.Equal(_bus.Clock.Now.AddSeconds(30), await _step.RunOnceAsync(default));
            _bus.Clock.Advance(TimeSpan.FromSeconds(30));
            var expected = renewals;
            await RunUntilAsync(async () => await _bus.EffectAsync("service-bus.renewed") == expected && await _step.RunOnceAsync(default) > _bus.Clock.Now);
        }

        _bus.Clock.Advance(TimeSpan.FromSeconds(30));
        await _step.RunOnceAsync(default);
        Assert.Equal(0, await _bus.EffectAsync("service-bus.lock-expired"));
        _bus.Clock.Advance(TimeSpan.FromSeconds(30));
        await RunUntilAsync(() => _arrived.Count == 2);

        Assert.Equal((9L, 1L), (await _bus.EffectAsync("service-bus.renewed"), await _bus.EffectAsync("service-bus.lock-expired")));
    }

    [Fact]
    public async Task A_lock_that_was_lost_does_no_harm()
    {
        await SendAsync("H40-1", 1);
        await RunUntilAsync(() => !_arrived.IsEmpty);
        _bus.Clock.Advance(TimeSpan.FromMinutes(1));
        await RunUntilAsync(() => _arrived.Count == 2);

        foreach (var arrival in _arrived)
        {
            await arrival.Acknowledge();
        }

        await RunUntilAsync(async () => (await _bus.MessagesAsync(Queue)).Count == 0);
        Assert.Equal(0, _step.Held);
    }

    [Theory]
    [InlineData("no json", "notice-unreadable")]
    [InlineData("""{"lane":"national-portal","key":"H40-1","lease":1}""", "notice-of-another-lane")]
    [InlineData("", "notice-unreadable")]
    public async Task What_is_no_notice_of_this_lane_is_parked_with_the_reason(string body, string reason)
    {
        await _client.Api.SendAsync(Queue, Client.Text(body, "strange") with { Properties = new Dictionary<string, object> { ["mine"] = "kept" } }, default);
        await SendAsync("H40-1", 1);

        await RunUntilAsync(async () => !_arrived.IsEmpty && (await _bus.MessagesAsync("hub-parked")).Count == 1 && (await _bus.MessagesAsync(Queue)).Count == 1);
        var parked = (await _bus.MessagesAsync("hub-parked")).Single();

        Assert.Equal(body, (string)parked["body"]!);
        Assert.Equal(
            (reason, Queue, "strange", "kept", "Mon, 02 Mar 2026 08:00:00 GMT"),
            (Property("hub-parked-reason"), Property("hub-parked-from"), Property("hub-parked-message-id"), Property("mine"), Property("hub-parked-at")));

        string Property(string name) => (string)parked["properties"]![name]!;
    }

    [Fact]
    public async Task What_cannot_be_parked_ends_among_the_dead_letters()
    {
        await _bus.ControlAsync(HttpMethod.Delete, "/service-bus/queues/hub-parked", "{}");
        await _client.Api.SendAsync(Queue, Client.Text("strange", "strange"), default);

        await RunUntilAsync(async () => (await _bus.MessagesAsync(Queue, dead: true)).Count == 1);

        Assert.Equal("MaxDeliveryCountExceeded", (string)(await _bus.MessagesAsync(Queue, dead: true)).Single()["deadLetterReason"]!);
    }

    [Fact]
    public async Task A_broker_that_is_away_is_asked_after_growing_pauses_and_back_at_once()
    {
        var step = Step(concurrency: 1, options => options with { MaxRetries = 0 });
        await _bus.FaultAsync("""{"kind":"5xx","operations":["receive"]}""");
        var pauses = new List<double>();
        while (pauses.Count < 7)
        {
            var seen = step.Wake.Rings;
            if (await step.RunOnceAsync(default) is { } next && next > _bus.Clock.Now)
            {
                pauses.Add((next - _bus.Clock.Now).TotalSeconds);
                _bus.Clock.MoveTo(next);
                continue;
            }

            await step.Wake.RungAfterAsync(seen).WaitAsync(TimeSpan.FromSeconds(30));
        }

        await _bus.ClearFaultsAsync();
        await SendAsync("H40-1", 1);
        await RunUntilAsync(step, () => Task.FromResult(!_arrived.IsEmpty));
        await step.DisposeAsync();

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
    }

    [Theory]
    [InlineData("""{"kind":"429","retryAfterSeconds":120}""", 120)]
    [InlineData("""{"kind":"session-loss"}""", 30)]
    public async Task A_broker_that_asks_for_patience_or_knows_us_not_is_left_alone(string fault, double seconds)
    {
        await _bus.FaultAsync(fault);

        DateTimeOffset? next = null;
        await RunUntilAsync(async () => (next = await _step.RunOnceAsync(default)) > _bus.Clock.Now);

        Assert.Equal(seconds, (next!.Value - _bus.Clock.Now).TotalSeconds);
    }

    [Fact]
    public async Task A_stop_ends_the_polls_and_lets_the_settling_come_to_its_end()
    {
        await SendAsync("H40-1", 1);
        await RunUntilAsync(() => !_arrived.IsEmpty);
        await _bus.WaitForPollsAsync(1, Queue);

        await _arrived.Single().Acknowledge();
        await _step.DisposeAsync();

        Assert.Empty(await _bus.MessagesAsync(Queue));
        await _bus.WaitForPollsAsync(0, Queue);
    }

    private ServiceBusPullStep Step(int concurrency, Func<ServiceBusOptions, ServiceBusOptions>? change = null)
    {
        var client = change is null ? _client : Client.Of(_bus, change);
        return new(
            Lane, concurrency, client.Api, new ServiceBusOptions { Namespace = _bus.Root.AbsoluteUri }, _arrived.Enqueue, _bus.Clock, NullLogger<ServiceBusPullStep>.Instance);
    }

    private Task SendAsync(string key, long lease) =>
        _client.Api.SendAsync(Queue, new ServiceBusMessage { Body = NoticeJson.Write(new Notice(Lane, key, lease)), MessageId = $"{key}/{lease}" }, default);

    private Task RunUntilAsync(Func<bool> isSo) => RunUntilAsync(() => Task.FromResult(isSo()));

    private Task RunUntilAsync(Func<Task<bool>> isSo) => RunUntilAsync(_step, isSo);

    /// <summary>Runs the step as its loop would; what it says of the next time is not waited for.</summary>
    private async Task RunUntilAsync(ServiceBusPullStep step, Func<Task<bool>> isSo)
    {
        for (var watch = Stopwatch.StartNew(); watch.Elapsed < TimeSpan.FromSeconds(30);)
        {
            await step.RunOnceAsync(default);
            if (await isSo())
            {
                return;
            }

            // Gives the broker a turn.
            await _bus.ViewAsync(Queue);
        }

        Assert.Fail("It did not come to pass.");
    }
}
