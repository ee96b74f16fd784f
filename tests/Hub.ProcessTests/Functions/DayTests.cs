using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Core.Dossiers;
using Hub.Functions.Demo;
using Hub.ProcessTests.Functions.Host;
using Hub.Sandbox.NationalPortal;
using Hub.Tests;
using Hub.Tests.Centres;
using Hub.Tests.Servers;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>The demonstration's day through the simulated host: by HTTP and by queue, with timers, with a portal that fails, and killed on the way.</summary>
public sealed class DayTests(PublishedApp published) : IClassFixture<PublishedApp>, IAsyncLifetime
{
    private static readonly int Dossiers = Night.Or(16, 200);
    private const int Batch = 20;
    private static readonly int Kills = Night.Or(3, 20);
    private const int Seed = 20261122;
    private readonly Random _random = new(Seed);
    private readonly Lazy<PostgresServer> _database = new(() => PostgresServer.Start());
    private FunctionsCentre _centre = null!;
    private IHostQueue _queue = null!;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _centre.DisposeAsync();
        if (_database.IsValueCreated)
        {
            _database.Value.Dispose();
        }
    }

    [Fact]
    public async Task Killed_again_and_again_it_loses_and_doubles_nothing()
    {
        _centre = await FunctionsCentre.StartAsync(published);
        _queue = new SimulatedQueue("hub-events");
        _centre.Host.Listen(_queue);

        await LiveAsync(Day(), _centre.Host);
    }

    // By day the broker's part is held by the two hosts below.
    [Fact]
    [Trait("Run", "night")]
    public async Task Nor_does_it_when_a_broker_carries_every_notice_and_the_host_delivers_it()
    {
        _centre = await FunctionsCentre.StartAsync(published, ("HUB__Transport", "servicebus"));

        await LiveOverBrokerAsync(_centre.Host);
    }

    [Fact]
    public async Task Nor_do_two_hosts_over_PostgreSQL_with_a_broker_between_as_on_Azure()
    {
        _centre = await FunctionsCentre.StartAsync(
            published, ("HUB__Transport", "servicebus"), ("HUB__Store", "postgres"), ("HUB__Postgres__ConnectionString", _database.Value.ConnectionString()));

        await LiveOverBrokerAsync(_centre.Host, await _centre.ScaleOutAsync(published));
    }

    private async Task LiveOverBrokerAsync(params FunctionsHost[] hosts)
    {
        _queue = Bus("hub-events");
        IHostQueue[] queues = [_queue, Bus("hub-lane-national-portal"), Bus("hub-lane-case-system")];
        Array.ForEach(hosts, host => Array.ForEach(queues, host.Listen));
        var events = Day();

        await LiveAsync(events, hosts);

        Assert.True(await _centre.Twin.EffectAsync("service-bus.completed") > events.Count);
        foreach (var queue in queues)
        {
            Assert.Empty(await queue.DeadAsync());
            await Eventually.EqualAsync(0, queue.OpenAsync);
        }

        Assert.Equal(0, await Bus("hub-parked").OpenAsync());
        Assert.Empty(events.Where(IsQueued).Select(e => e.Id).Except(await ToldAsync()));
    }

    private BusQueue Bus(string name) => new(name, _centre.Bus, _centre.Twin);

    // Once at least each: who is killed between storing and telling tells it as a duplicate.
    private async Task<IReadOnlyList<string>> ToldAsync() =>
    [
        .. from message in (await _centre.Twin.Http.GetAsync("_twin/service-bus/queues/hub-events-verdicts/messages?limit=1000"))["messages"]!.AsArray()
           from told in JsonNode.Parse(message!["body"]!.GetValue<string>())!["events"]!.AsArray()
           select told!["id"]!.GetValue<string>(),
    ];

    private async Task LiveAsync(IReadOnlyList<DemoEvent> events, params FunctionsHost[] hosts)
    {
        using var evening = new CancellationTokenSource();
        var timers = RunTimersAsync(evening.Token);
        await _centre.Twin.FaultAsync("portal", "torn", 0.05, 3600);
        await _centre.Twin.FaultAsync("portal", "applied-no-answer", 0.05, 3600);

        var posting = PostAsync([.. events.Where(e => !IsQueued(e))]);
        var sending = SendAsync([.. events.Where(IsQueued)]);
        for (var kill = 1; kill <= Kills; kill++)
        {
            var calls = await _centre.Twin.EffectAsync("portal.calls");
            var more = _random.Next(2, 20);

            // What one host misses while it starts anew the other may have done: then the day is over before the last kill.
            await Eventually.HoldsAsync("the portal is called", async () => (posting.IsCompleted && sending.IsCompleted) || await _centre.Twin.EffectAsync("portal.calls") >= calls + more);
            var host = hosts[kill % hosts.Length];
            await (kill % 3 == 0 ? host.KillTwiceAndStartAgainAsync(TimeSpan.FromMilliseconds(_random.Next(1, 400))) : host.KillAndStartAgainAsync());
        }

        await Task.WhenAll(posting, sending);
        await _centre.Twin.ClearFaultsAsync("portal");
        await Eventually.EqualAsync((0, 0, 0), LeftAsync);
        await evening.CancelAsync();
        await timers;

        Assert.Equal(events.Select(e => e.Id).Order(StringComparer.Ordinal), (await _centre.StoredAsync()).Order(StringComparer.Ordinal));
        Assert.Empty(await DifferencesAsync(events));
        Assert.Equal((0, 0, Dossiers), (
            await _centre.Twin.EffectAsync("portal.progress.doubled"), await _centre.Twin.EffectAsync("portal.backward-move"), await _centre.Twin.EffectAsync("portal.dossier.created")));
        Assert.Equal(Kills + hosts.Length, hosts.Sum(host => host.Starts));
        Assert.Empty(await _queue.DeadAsync());
        Assert.All(hosts, host => Assert.Null(host.Ended));
        Assert.All(hosts, host => Assert.Empty(host.Broken));
        Assert.All(hosts, host => Assert.Empty(host.Errors));
    }

    private static IReadOnlyList<DemoEvent> Day() => new CentreDay(
        Seed, new DateOnly(2026, 11, 20),
        [.. DemoCatalogue.Procedures.Select(p => new DemoProcedure(p.Code, p.Name, p.FieldCode.Length == 0 ? null : p.FieldCode, p.FieldName.Length == 0 ? null : p.FieldName, p.FeesDong))]).Events(Dossiers);

    // Every other dossier's counter puts its events on the queue.
    private static bool IsQueued(DemoEvent e) => e.Code[^1] % 2 == 0;

    private async Task PostAsync(List<DemoEvent> events)
    {
        foreach (var batch in events.Chunk(Batch))
        {
            await AgainUntilAnsweredAsync(batch);
        }
    }

    private Task AgainUntilAnsweredAsync(DemoEvent[] batch) => Eventually.HoldsAsync("the batch is answered", async () =>
    {
        try
        {
            var answer = await _centre.PostAsync(batch.Select(e => e.Json));
            return answer["rejected"]!.AsArray().Count == 0 ? true : throw new InvalidOperationException(answer.ToJsonString());
        }
        catch (HttpRequestException)
        {
            return false;
        }
    });

    // A sender keeps a dossier's order by waiting until the last word on it is taken: the trigger takes many messages at once.
    private async Task SendAsync(List<DemoEvent> events)
    {
        var counters = events.GroupBy(e => e.Code, StringComparer.Ordinal).Select(dossier => new Queue<DemoEvent>(dossier)).ToList();
        for (var round = 0; counters.Exists(c => c.Count > 0); round++)
        {
            foreach (var e in counters.Where(c => c.Count > 0).Select(c => c.Dequeue()))
            {
                await _queue.SendAsync(round % 2 == 0 ? Structured(e) : Binary(e));
            }

            await Eventually.EqualAsync(0, _queue.OpenAsync);
        }
    }

    private static QueueMessage Structured(DemoEvent e) => new(Encoding.UTF8.GetBytes(e.Json), e.Id, "application/cloudevents+json", null);

    private static QueueMessage Binary(DemoEvent e)
    {
        var json = JsonNode.Parse(e.Json)!.AsObject();
        var attributes = json.Where(pair => pair.Key is not ("data" or "datacontenttype")).ToDictionary(pair => "cloudEvents_" + pair.Key, object (pair) => pair.Value!.GetValue<string>());
        return new(Encoding.UTF8.GetBytes(json["data"]!.ToJsonString()), e.Id, "application/json", attributes);
    }

    // A minute of the host's clock at each beat.
    private async Task RunTimersAsync(CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(500));
        var clock = new DateTimeOffset(2026, 11, 21, 0, 0, 0, TimeSpan.Zero);
        try
        {
            for (; ; clock = clock.AddMinutes(1))
            {
                await beat.WaitForNextTickAsync(ct);
                await Task.WhenAll(_centre.Host.Due(clock, clock.AddMinutes(1)).Select(_centre.Host.FireAsync));
            }
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            // Evening.
        }
    }

    private async Task<(long Waiting, long Held, long Dead)> LeftAsync()
    {
        var lane = await _centre.LaneAsync("national-portal");
        return (lane["waiting"]!.GetValue<long>(), lane["held"]!.GetValue<long>(), lane["dead"]!.GetValue<long>());
    }

    private async Task<List<string>> DifferencesAsync(IReadOnlyList<DemoEvent> events)
    {
        var differences = new List<string>();
        foreach (var dossier in events.GroupBy(e => e.Code, StringComparer.Ordinal))
        {
            var held = await _centre.Twin.DossierAsync(dossier.Key);
            var told = DossierStatuses.TryParse(dossier.Last(e => e.Status is not null).Status!, out var status) ? (int)status : 0;
            var seen = (held?["status"]?.GetValue<int>(), held?["created"]?.GetValue<int>(), held?["doubledProgress"]?.GetValue<int>());
            if (seen != (told, 1, 0))
            {
                differences.Add(string.Create(CultureInfo.InvariantCulture, $"{dossier.Key}: told {told}, seen {seen}"));
            }
        }

        return differences;
    }
}
