using System.Collections.Concurrent;
using Hub.Core.Outbox;
using Hub.Core.Transports;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class LaneStepTests : IAsyncLifetime
{
    private const string Lane = "case-system";
    private const string Queue = "hub-lane-case-system";
    private readonly ConcurrentQueue<Arrival> _arrived = new();
    private BusServer _bus = null!;
    private ServiceBusBroker _broker = null!;
    private ServiceBusLaneStep _step = null!;
    private RunningStep _running = null!;

    public async Task InitializeAsync()
    {
        _bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = Queue, MaxDeliveryCount = 3 });
        _broker = _bus.Broker();
        _step = Step(concurrency: 2, _broker);
        _running = RunningStep.Of(_step, _bus.Clock);
    }

    public async Task DisposeAsync()
    {
        await _running.DisposeAsync();
        await _bus.DisposeAsync();
    }

    [Fact]
    public async Task A_notice_arrives_and_is_completed_when_it_is_acknowledged()
    {
        await SendAsync("H40-1", 7);
        var arrival = (await ArrivedAsync(1))[0];
        Assert.Equal((new Notice(Lane, "H40-1", 7), 1), (arrival.Notice, await _bus.CountAsync("locked", Queue)));

        await arrival.Acknowledge();
        await arrival.GiveBack();
        await EmptyAsync();

        Assert.Equal((0, 0L), (_step.Held, await _bus.EffectAsync("abandoned")));
    }

    [Fact]
    public async Task A_notice_that_is_given_back_comes_again()
    {
        await SendAsync("H40-1", 7);

        await (await ArrivedAsync(1))[0].GiveBack();
        var arrived = await ArrivedAsync(2);

        Assert.Equal(arrived[0].Notice, arrived[1].Notice);
        Assert.Equal(2, (int)(await _bus.MessagesAsync(Queue)).Single()["deliveries"]!);
    }

    [Fact]
    public async Task No_more_is_held_than_the_lane_can_deliver()
    {
        for (var i = 0; i < 5; i++)
        {
            await SendAsync($"H40-{i}", i);
        }

        for (var i = 0; i < 5; i++)
        {
            var arrived = await ArrivedAsync(Math.Min(i + 2, 5));
            Assert.InRange(_step.Held, 1, 2);
            await arrived[i].Acknowledge();
        }

        await EmptyAsync();
        Assert.Equal(["H40-0", "H40-1", "H40-2", "H40-3", "H40-4"], _arrived.Select(arrival => arrival.Notice.Key));
    }

    [Fact]
    public async Task A_lock_is_renewed_at_half_its_time_for_five_minutes_at_most()
    {
        await SendAsync("H40-1", 1);
        await ArrivedAsync(1);

        for (var renewals = 1; renewals <= 8; renewals++)
        {
            var expected = renewals;
            _bus.Clock.Advance(TimeSpan.FromSeconds(30));
            await AdvanceUntilAsync(async () => await _bus.EffectAsync("renewed") == expected);
        }

        Assert.Equal(0, await _bus.EffectAsync("lock-expired"));
        await AdvanceUntilAsync(async () => await _bus.EffectAsync("lock-expired") == 1);
        await ArrivedAsync(2);

        Assert.InRange(await _bus.EffectAsync("renewed"), 8, 10);
    }

    [Fact]
    public async Task A_lock_that_was_lost_does_no_harm()
    {
        await _bus.FaultAsync("""{"kind":"5xx","operations":["renew-lock"]}""");
        await SendAsync("H40-1", 1);
        await ArrivedAsync(1);
        _bus.Clock.Advance(TimeSpan.FromMinutes(2));

        foreach (var arrival in await ArrivedAsync(2))
        {
            await arrival.Acknowledge();
        }

        await EmptyAsync();
        Assert.Equal((0, 1L), (_step.Held, await _bus.EffectAsync("lock-lost")));
    }

    [Theory]
    [InlineData("no json", "not-a-notice")]
    [InlineData("""{"lane":"national-portal","key":"H40-1","lease":1}""", "other-lane")]
    [InlineData("", "not-a-notice")]
    public async Task What_is_no_notice_of_this_lane_is_set_aside_with_the_reason(string body, string reason)
    {
        await _broker.SendAsync(Queue, new(body) { MessageId = "strange", ApplicationProperties = { ["mine"] = "kept" } }, default);
        await SendAsync("H40-1", 1);

        await ArrivedAsync(1);
        await BusServer.UntilAsync(async () => (await _bus.MessagesAsync(Queue, dead: true)).Count == 1);
        var dead = (await _bus.MessagesAsync(Queue, dead: true)).Single();

        Assert.Equal((body, "strange", reason, "kept"), ((string)dead["body"]!, (string)dead["messageId"]!, (string)dead["deadLetterReason"]!, (string)dead["properties"]!["mine"]!));
    }

    [Fact]
    public async Task A_broker_that_is_away_is_asked_after_growing_pauses_and_back_at_once()
    {
        await _running.DisposeAsync();
        await using var step = Step(1, _bus.Broker(options => options with { MaxRetries = 0 }));
        await _bus.FaultAsync("""{"kind":"5xx","operations":["open"]}""");
        var pauses = new List<double>();
        while (pauses.Count < 7)
        {
            await step.RunOnceAsync(default);
            var next = (await step.RunOnceAsync(default))!.Value;
            pauses.Add((next - _bus.Clock.Now).TotalSeconds);
            _bus.Clock.MoveTo(next);
        }

        await _bus.ClearFaultsAsync();
        await SendAsync("H40-1", 1);
        await step.RunOnceAsync(default);

        Assert.Equal([1, 2, 4, 8, 16, 30, 30], pauses);
        Assert.Single(_arrived);
    }

    [Fact]
    public async Task A_broker_that_knows_us_not_is_left_alone_for_longer()
    {
        await _running.DisposeAsync();
        var wrong = _bus.ConnectionString.Replace(ServiceBusTwinOptions.DemoKey, "wrong", StringComparison.Ordinal);
        await using var step = Step(1, _bus.Broker(options => options with { ConnectionString = wrong }));

        await step.RunOnceAsync(default);

        Assert.Equal(_bus.Clock.Now.AddSeconds(30), await step.RunOnceAsync(default));
    }

    [Fact]
    public async Task A_stop_lets_the_settling_come_to_its_end_and_gives_the_rest_back()
    {
        await SendAsync("H40-1", 1);
        await SendAsync("H40-2", 2);
        await (await ArrivedAsync(2))[0].Acknowledge();

        await _running.DisposeAsync();

        Assert.Equal((1L, 1L, 1), (await _bus.EffectAsync("completed"), await _bus.EffectAsync("abandoned"), await _bus.CountAsync("active", Queue)));
        Assert.Equal(2, await _bus.EffectAsync("received"));
    }

    private ServiceBusLaneStep Step(int concurrency, ServiceBusBroker broker) =>
        new(Lane, concurrency, broker, _arrived.Enqueue, _bus.Clock, NullLogger<ServiceBusLaneStep>.Instance);

    private Task SendAsync(string key, long lease) => _broker.SendAsync(Queue, new(NoticeJson.Write(new Notice(Lane, key, lease))) { MessageId = $"{key}/{lease}" }, default);

    private async Task<Arrival[]> ArrivedAsync(int count)
    {
        await BusServer.UntilAsync(() => Task.FromResult(_arrived.Count >= count));
        return [.. _arrived];
    }

    // A beat of the client's may come while it still waits for an answer, so that the next one counts.
    private Task AdvanceUntilAsync(Func<Task<bool>> isSo) => BusServer.UntilAsync(async () =>
    {
        _bus.Clock.Advance(TimeSpan.FromSeconds(1));
        return await isSo();
    });

    private Task EmptyAsync() => BusServer.UntilAsync(async () => (await _bus.MessagesAsync(Queue)).Count == 0);
}
