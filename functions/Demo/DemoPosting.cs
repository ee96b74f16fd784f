using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.Demo;

/// <summary>
/// Posts the day over HTTP as the case system would: several counters at once, each dossier's events in order. A small day is spread
/// over some seconds, so that there is something to watch; a large one goes as fast as it is taken.
/// </summary>
internal sealed class DemoPosting(HubApi hub, IReadOnlyList<DemoEvent> events)
{
    private const int Batch = 20;
    private const int Counters = 4;
    private static readonly TimeSpan Longest = TimeSpan.FromSeconds(15);
    private readonly ConcurrentDictionary<string, bool> _dossiers = new(StringComparer.Ordinal);
    private int _accepted;
    private int _duplicates;
    private int _rejected;

    public int Accepted => Volatile.Read(ref _accepted);

    public int Duplicates => Volatile.Read(ref _duplicates);

    public int Rejected => Volatile.Read(ref _rejected);

    /// <summary>Dossiers of which the hub has taken anything.</summary>
    public int Dossiers => _dossiers.Count;

    public int Answered => Accepted + Duplicates + Rejected;

    public Task RunAsync(CancellationToken ct) =>
        Task.WhenAll(events.GroupBy(e => CounterOf(e.Code)).Select(counter => PostAsync([.. counter], ct)));

    // Not GetHashCode, which differs from run to run.
    private static int CounterOf(string code) => code[^1] % Counters;

    private async Task PostAsync(List<DemoEvent> mine, CancellationToken ct)
    {
        var pause = Longest / Math.Max(1, mine.Count / Batch);
        foreach (var batch in mine.Chunk(Batch))
        {
            var answer = await hub.PostEventsAsync([.. batch.Select(e => e.Json)], ct);
            foreach (var e in batch)
            {
                _dossiers[e.Code] = true;
            }

            Interlocked.Add(ref _accepted, answer["accepted"]!.GetValue<int>());
            Interlocked.Add(ref _duplicates, answer["duplicates"]!.GetValue<int>());
            Interlocked.Add(ref _rejected, (answer["rejected"] as JsonArray)?.Count ?? 0);
            if (answer["accepted"]!.GetValue<int>() > 0)
            {
                await Task.Delay(pause, ct);
            }
        }
    }
}
