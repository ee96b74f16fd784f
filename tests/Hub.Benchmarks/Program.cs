using System.Diagnostics;
using Hub.Benchmarks;
using Hub.Core.Envelopes;
using Hub.Core.Lanes;
using Hub.Core.Ports;
using Hub.Core.Steps;
using Microsoft.Extensions.Logging.Abstractions;

const int n = 60000;
for (var round = 0; round < 3; round++)
{
    await using var store = new StoreOnDisk();
    var inbox = store.Get<IInbox>();
    var ids = store.Get<EnvelopeIds>();
    var counter = -1L;
    var watch = Stopwatch.StartNew();
    await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
    {
        for (var i = Interlocked.Increment(ref counter); i < n; i = Interlocked.Increment(ref counter))
        {
            await inbox.AcceptAsync([Day.Submission(i, ids, 20000)], null, default);
        }
    })));
    Console.WriteLine($"accept {n / watch.Elapsed.TotalSeconds:n0}/s");

    var lane = new LaneStep(new NoPartner(), new LaneOptions { Concurrency = 256, RatePerSecond = 0 },
        new LanePorts(store.Get<IOutbox>(), store.Get<ILaneBoard>(), store.Get<LaneSignals>(), TimeProvider.System),
        new RetryLadder([TimeSpan.FromSeconds(1)], new Random(1)), NullLogger<LaneStep>.Instance);
    watch.Restart();
    while (await lane.RunOnceAsync(default) is not null)
    {
    }
    Console.WriteLine($"deliver {n / watch.Elapsed.TotalSeconds:n0}/s");
}

internal sealed class NoPartner : IConnector
{
    public string Lane => Day.Lane;
    public IReadOnlyCollection<string> Types => [];
    public Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct) => Task.FromResult<Handled>(new Outcome.Done());
    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(null);
}
