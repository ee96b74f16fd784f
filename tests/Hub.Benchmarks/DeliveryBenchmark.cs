using System.Diagnostics;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Functions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.Benchmarks;

/// <summary>Envelopes through a lane to a partner that does nothing, beside the plainest claim-and-complete loop on the same engine.</summary>
internal static class DeliveryBenchmark
{
    private const int Count = 40_000;

    public static async Task RunAsync(Report report, int rounds)
    {
        for (var round = 0; round < rounds; round++)
        {
            report.Add("delivery: lane, do-nothing partner", "envelopes/s", await LaneAsync());
            report.Add("delivery: bare claim and complete, batches of 50", "rows/s", Bare());
        }

        report.Ratio("delivery / bare claim-and-complete", "delivery: lane, do-nothing partner", "delivery: bare claim and complete, batches of 50", "≥ 0.4 ×");
    }

    /// <summary>Fills a store with events and their envelopes, a thousand a transaction.</summary>
    public static async Task FillAsync(IStore store, long from, int count, int dossiers)
    {
        var inbox = store.Get<IInbox>();
        var ids = store.Get<EnvelopeIds>();
        for (var n = from; n < from + count; n += 1000)
        {
            await inbox.AcceptAsync([.. Enumerable.Range(0, 1000).Select(i => Day.Submission(n + i, ids, dossiers))], null, default);
        }
    }

    public static LaneStep Lane(IStore store, Action<Delivery>? onDelivery = null)
    {
        var outbox = store.Get<IOutbox>();
        var pace = new ClaimPace(outbox, TimeProvider.System, poll: null);
        return new LaneStep(
            new NoPartner { OnDelivery = onDelivery }, new LaneOptions { Concurrency = 50, RatePerSecond = 0 },
            new LanePorts(outbox, store.Get<ILaneBoard>(), store.Get<LaneSignals>(), TimeProvider.System, new Random(1), pace, Shipped.Wings.Parties),
            new OutboxSource(outbox, pace), NullLogger<LaneStep>.Instance);
    }

    private static async Task<double> LaneAsync()
    {
        await using var store = new StoreOnDisk();
        await FillAsync(store, 0, Count, Count / 3);
        using var lane = Lane(store);
        var watch = Stopwatch.StartNew();
        while (await lane.RunOnceAsync(default) is not null)
        {
        }

        return Count / watch.Elapsed.TotalSeconds;
    }

    private static double Bare()
    {
        var folder = Directory.CreateTempSubdirectory("hub-bare-");
        var path = Path.Combine(folder.FullName, "queue.db");
        BareClaim.Fill(path, Count);
        var watch = Stopwatch.StartNew();
        var drained = BareClaim.Drain(path);
        var perSecond = drained / watch.Elapsed.TotalSeconds;
        folder.Delete(recursive: true);
        return perSecond;
    }
}
