using System.Text;
using Hub.Core.Events;

namespace Hub.Benchmarks;

/// <summary>
/// Durable intake at 64 clients and about 1 KB an event: schema gate, dedupe, event + state + envelopes + audit, fsync before the answer;
/// beside the same server with nothing, with a bare group commit, and with one commit an event.
/// </summary>
internal static class IntakeBenchmark
{
    public const int Clients = 64;
    public const int Requests = 20_000;
    private const int SingleRequests = 6_000;
    private const int BatchSize = 100;
    private const int Batches = 600;

    public static async Task RunAsync(Report report, int rounds)
    {
        await using var bare = new BareServers();
        var bareAddress = await bare.StartAsync();
        await using var hub = await HubServer.StartAsync();
        long offset = 0;
        var run = Guid.NewGuid().ToString("N")[..8];
        for (var round = -1; round < rounds; round++)
        {
            // The first round warms every path up and is not counted.
            var counted = round >= 0 ? report : new Report();
            await MeasureAsync(counted, "intake: bare endpoint, no storage", new LoadClient(bareAddress, "/bare", "application/json", null, n => Event(run, n)), Requests, 1);
            await MeasureAsync(counted, "intake: bare group-commit insert", new LoadClient(bareAddress, "/group", "application/json", null, n => Event(run, n)), Requests, 1);
            await MeasureAsync(counted, "intake: one commit per event", new LoadClient(bareAddress, "/single", "application/json", null, n => Event(run, n)), SingleRequests, 1);
            var at = offset;
            await MeasureAsync(counted, "intake: hub, batch 1", new LoadClient(hub.Address, "/events", "application/cloudevents+json", hub.Key, n => Event(run, at + n)), Requests, 1);
            offset += Requests;
            var from = offset;
            await MeasureAsync(counted, "intake: hub, batch 100", new LoadClient(hub.Address, "/events", "application/cloudevents-batch+json", hub.Key, n => Batch(run, from + (n * BatchSize))), Batches, BatchSize);
            offset += (Batches + 1) * BatchSize;
        }

        report.Ratio("intake batch 1 / bare group-commit insert", "intake: hub, batch 1", "intake: bare group-commit insert", "≥ 0.6 ×");
        report.Ratio("intake batch 1 / one commit per event", "intake: hub, batch 1", "intake: one commit per event", "≥ 2.5 ×");
        report.Ratio("intake batch 100 / batch 1, events", "intake: hub, batch 100", "intake: hub, batch 1", "≥ 2 ×");
        report.Goal("intake batch 1, p99 at 64 clients (ms)", "intake: hub, batch 1, p99", "< 50");
    }

    public static async Task MeasureAsync(Report report, string name, LoadClient client, int requests, int eventsPerRequest, int clients = Clients)
    {
        var (latencies, elapsed) = await client.RunAsync(clients, requests);
        report.Add(name, "events/s", requests * eventsPerRequest / elapsed.TotalSeconds);
        report.Add(name + ", p50", "ms", latencies[latencies.Length / 2]);
        report.Add(name + ", p99", "ms", latencies[latencies.Length * 99 / 100]);
    }

    public static byte[] Event(string run, long n) => Encoding.UTF8.GetBytes(Text(run, n));

    private static byte[] Batch(string run, long from) =>
        Encoding.UTF8.GetBytes("[" + string.Join(',', Enumerable.Range(0, BatchSize).Select(i => Text(run, from + i))) + "]");

    private static string Text(string run, long n) =>
        $$"""{"specversion":"1.0","id":"{{run}}-{{(uint)(n * 2654435761):x8}}-{{n}}","source":"urn:bench","type":"{{EventTypes.DossierProgressNoted}}","subject":"{{Day.Code(n % 20000)}}","time":"2026-11-20T{{n / 3600 % 24:00}}:{{n / 60 % 60:00}}:{{n % 60:00}}+07:00","datacontenttype":"application/json","data":{{Encoding.UTF8.GetString(Day.Body(n))}}}""";
}
