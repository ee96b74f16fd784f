using System.Collections.Concurrent;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Transports;
using Hub.Storage.Sqlite;
using Hub.Tests;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>
/// Two workers over one real store and one broker, driven as in production on the real clock, with events that keep coming and a
/// partner that counts.
/// </summary>
internal sealed class LoadedHub : IAsyncDisposable
{
    private const string Lane = "portal";
    private const int Keys = 40;

    // As short as the rescue of what a broker lost should be seen within a test.
    private static readonly LaneOptions Limits = new() { RatePerSecond = 0, Concurrency = 16, Lease = TimeSpan.FromSeconds(6) };

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("hub-load-");
    private readonly CancellationTokenSource _stop = new();
    private readonly ServiceProvider _services;
    private readonly List<IAsyncDisposable> _links = [];
    private readonly List<LaneStep> _lanes = [];
    private readonly List<Func<string>> _standings = [];
    private readonly EnvelopeIds _ids = new(TimeProvider.System, new Random(5));
    private readonly CountingPartner _partner = new(Lane);
    private readonly ConcurrentDictionary<EnvelopeId, string> _accepted = new();
    private Task _running = Task.CompletedTask;
    private int _events;

    /// <param name="connect">Joins a worker to the broker, with what brings it notices.</param>
    public LoadedHub(Func<string, LaneOptions, Action<Arrival>, WorkerLink> connect)
    {
        var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddSingleton<LaneSignals>().AddSingleton(_ids);
        services.AddSqliteStore(_folder.FullName, Stores.Modules);
        _services = services.BuildServiceProvider();
        var steps = new List<IStep> { new RescueStep(Outbox, TimeProvider.System, NullLogger<RescueStep>.Instance) };
        for (var worker = 0; worker < 2; worker++)
        {
            steps.AddRange(Worker(connect));
        }

        _running = Task.WhenAll(steps.Select(step => new StepLoop(step, TimeProvider.System, NullLogger<StepLoop>.Instance).RunAsync(_stop.Token)));
    }

    public int Accepted => _accepted.Count;

    public int Delivered => _partner.Seen.Count;

    private string Standing => string.Join("; ", _standings.Select(standing => standing()));

    private IOutbox Outbox => _services.GetRequiredService<IOutbox>();

    /// <summary>Accepts events at a steady pace until told to stop; each must be accepted, whatever the broker does.</summary>
    public async Task FeedAsync(CancellationToken ct)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        try
        {
            while (await beat.WaitForNextTickAsync(ct))
            {
                var submissions = Enumerable.Range(0, 3).Select(_ => Next()).ToList();
                var verdicts = await _services.GetRequiredService<IInbox>().AcceptAsync(submissions, null, CancellationToken.None);
                Assert.All(verdicts, verdict => Assert.IsType<Verdict.Accepted>(verdict));
                foreach (var envelope in submissions.SelectMany(submission => submission.Envelopes))
                {
                    _accepted[envelope.Id] = envelope.Key;
                }
            }
        }
        catch (OperationCanceledException)
        {
        }
    }

    /// <summary>Waits until the partner has seen so many.</summary>
    public Task SeesAsync(int count) => UntilAsync(() => Task.FromResult(Delivered >= count), () => $"{Delivered} of {count} were delivered; {Standing}");

    /// <summary>Waits until nothing waits any more, and holds what the partner saw against what was accepted.</summary>
    public async Task CheckAsync()
    {
        var board = _services.GetRequiredService<ILaneBoard>();
        await UntilAsync(
            async () => await board.DepthAsync(Lane, CancellationToken.None) is { Waiting: 0, Leased: 0 },
            () => $"{Delivered} of {Accepted} were delivered; {Standing}");

        Assert.Equal(Accepted, Delivered);
        Assert.Equal(_accepted.Keys.OrderBy(id => id.ToString(), StringComparer.Ordinal), _partner.Seen.Select(envelope => envelope.Id).OrderBy(id => id.ToString(), StringComparer.Ordinal));
        Assert.All(_partner.Seen.GroupBy(envelope => envelope.Key), strand => Assert.Equal(strand.Select(envelope => envelope.Seq).Order(), strand.Select(envelope => envelope.Seq)));
        Assert.Empty(await _services.GetRequiredService<IDeadLetters>().ListAsync(new DeadLetterFilter(), 0, 10, CancellationToken.None));
    }

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _running;
        foreach (var lane in _lanes)
        {
            await lane.DrainAsync(TimeSpan.FromSeconds(1));
            lane.Dispose();
        }

        foreach (var link in _links)
        {
            await link.DisposeAsync();
        }

        await _services.DisposeAsync();
        _folder.Delete(recursive: true);
        _stop.Dispose();
    }

    private IEnumerable<IStep> Worker(Func<string, LaneOptions, Action<Arrival>, WorkerLink> connect)
    {
        // Workers hear only their own arrivals, as on machines of their own; the store's bell both hear.
        var signals = _services.GetRequiredService<LaneSignals>();
        var arrivals = new LaneArrivals(signals);
        var link = connect(Lane, Limits, arrivals.Of(Lane).Add);
        var ports = new LanePorts(
            Outbox, _services.GetRequiredService<ILaneBoard>(), signals, TimeProvider.System, new Random(3),
            new ClaimPace(Outbox, TimeProvider.System, poll: TimeSpan.FromSeconds(1)), Stores.Parties);
        var lane = new LaneStep(
            _partner, Limits, ports, new BrokerSource(Outbox, arrivals.Of(Lane), signals.Of(Lane), TimeProvider.System), NullLogger<LaneStep>.Instance);
        _standings.Add(link.Standing);
        _lanes.Add(lane);
        _links.AddRange(link.Ends);
        return [link.Consumer, new RelayStep(Lane, Limits, ports, link.Transport, NullLogger<RelayStep>.Instance), lane];
    }

    private Submission Next()
    {
        var number = Interlocked.Increment(ref _events);
        var key = $"k{number % Keys}";
        var e = new CloudEvent
        {
            Id = $"e-{number}",
            Source = "/case-system",
            Type = EventTypes.DossierStatusChanged,
            Subject = key,
            Time = TimeProvider.System.GetUtcNow(),
            Data = "{}"u8.ToArray(),
        };
        return new Submission
        {
            Event = e,
            Digest = EventDigest.Of(e),
            ReceivedAt = e.Time!.Value,
            AcceptedBy = "key-case-system",
            Envelopes = [new EnvelopeDraft(_ids.Next(), Lane, key, e.Type)],
        };
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo, Func<string> standing)
    {
        using var patience = new CancellationTokenSource(Hang.Limit);
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        while (!await isSo())
        {
            try
            {
                await beat.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                Assert.Fail(standing());
            }
        }
    }

    private sealed class CountingPartner(string lane) : IConnector
    {
        public string Lane => lane;

        public IReadOnlyCollection<string> Types => [];

        public ConcurrentQueue<Envelope> Seen { get; } = new();

        public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
        {
            Seen.Enqueue(delivery.Envelope);
            return Task.FromResult<Handled>(new Outcome.Done());
        }

        public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(null);
    }
}

/// <summary>A worker's ties to a broker.</summary>
/// <param name="Ends">Ended in this order.</param>
/// <param name="Standing">How they are, for the message of a test that fails.</param>
internal sealed record WorkerLink(ITransport Transport, IStep Consumer, IReadOnlyList<IAsyncDisposable> Ends, Func<string> Standing);
