using System.Diagnostics;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;

namespace Hub.Benchmarks;

/// <summary>
/// Cost per event and per delivery with 10³ and with 10⁶ events behind, and with 10⁶ envelopes waiting behind an outage.
/// Each probe accepts and delivers the same small number, so that the difference is what the past costs.
/// </summary>
internal static class GrowthBenchmark
{
    private const int Probe = 10_000;
    private const int Large = 1_000_000;

    public static async Task RunAsync(Report report)
    {
        await using var small = new StoreOnDisk();
        await DeliveryBenchmark.FillAsync(small, 0, 1000, 400);
        await DrainAsync(small);
        await using var large = new StoreOnDisk();
        await DeliveryBenchmark.FillAsync(large, 0, Large, Large / 5);
        report.Add("growth: accept, 10⁶ waiting behind an outage", "µs/event", await AcceptAsync(large, Large + (10 * Probe)));
        report.Add("growth: deliver, 10⁶ waiting behind an outage", "µs/envelope", await DeliverAsync(large, Probe));
        await DrainAsync(large);
        for (var round = 1; round <= 3; round++)
        {
            report.Add("growth: accept, 10³ events stored", "µs/event", await AcceptAsync(small, 1000 + (round * Probe)));
            report.Add("growth: deliver, 10³ events stored", "µs/envelope", await DeliverAsync(small, Probe));
            report.Add("growth: accept, 10⁶ events stored", "µs/event", await AcceptAsync(large, Large + (round * Probe)));
            report.Add("growth: deliver, 10⁶ events stored", "µs/envelope", await DeliverAsync(large, Probe));
        }

        report.Ratio("accept with 10⁶ / with 10³ stored", "growth: accept, 10⁶ events stored", "growth: accept, 10³ events stored", "about 1 ×");
        report.Ratio("deliver with 10⁶ / with 10³ stored", "growth: deliver, 10⁶ events stored", "growth: deliver, 10³ events stored", "about 1 ×");
        report.Ratio("accept with 10⁶ waiting / with 10³ stored", "growth: accept, 10⁶ waiting behind an outage", "growth: accept, 10³ events stored", "about 1 ×");
        report.Ratio("deliver with 10⁶ waiting / with 10³ stored", "growth: deliver, 10⁶ waiting behind an outage", "growth: deliver, 10³ events stored", "about 1 ×");
    }

    // 64 callers at once, one event each, as the intake sees them.
    private static async Task<double> AcceptAsync(StoreOnDisk store, long from)
    {
        var inbox = store.Get<IInbox>();
        var ids = store.Get<EnvelopeIds>();
        var next = from - 1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(async () =>
        {
            for (var n = Interlocked.Increment(ref next); n < from + Probe; n = Interlocked.Increment(ref next))
            {
                await inbox.AcceptAsync([Day.Submission(n, ids, 4000)], null, default);
            }
        })));
        return watch.Elapsed.TotalMicroseconds / Probe;
    }

    private static async Task<double> DeliverAsync(StoreOnDisk store, int count)
    {
        var delivered = 0;
        using var lane = DeliveryBenchmark.Lane(store, _ => delivered++);
        var watch = Stopwatch.StartNew();
        while (delivered < count && await lane.RunOnceAsync(default) is not null)
        {
        }

        await lane.DrainAsync(TimeSpan.FromSeconds(10));
        return watch.Elapsed.TotalMicroseconds / delivered;
    }

    private static Task DrainAsync(StoreOnDisk store) => DeliverAsync(store, int.MaxValue);
}
