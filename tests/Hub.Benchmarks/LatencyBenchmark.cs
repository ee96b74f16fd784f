using System.Collections.Concurrent;
using System.Diagnostics;
using System.Text;
using Hub.Core.Events;

namespace Hub.Benchmarks;

/// <summary>From the first byte of the POST to the call at the partner, at 200 events a second, open loop.</summary>
internal static class LatencyBenchmark
{
    private const int PerSecond = 200;
    private const int Seconds = 10;

    public static async Task RunAsync(Report report, int rounds)
    {
        var arrived = new ConcurrentDictionary<string, long>();
        var partner = new NoPartner { Types = [EventTypes.RatingGiven], OnDelivery = d => arrived[d.Envelope.Key] = Stopwatch.GetTimestamp() };
        await using var hub = await HubServer.StartAsync(partner);
        for (var round = -1; round < rounds; round++)
        {
            arrived.Clear();
            var sent = await SendAsync(hub, round);
            while (arrived.Count < sent.Count)
            {
                await Task.Yield();
            }

            var latencies = sent.Select(pair => Stopwatch.GetElapsedTime(pair.Value, arrived[pair.Key]).TotalMilliseconds).Order().ToList();
            if (round >= 0)
            {
                report.Add("accept→partner at 200/s, p50", "ms", latencies[latencies.Count / 2]);
                report.Add("accept→partner at 200/s, p99", "ms", latencies[latencies.Count * 99 / 100]);
            }
        }

        report.Goal("accept→partner p50 at 200/s (ms)", "accept→partner at 200/s, p50", "< 20");
        report.Goal("accept→partner p99 at 200/s (ms)", "accept→partner at 200/s, p99", "< 200");
    }

    private static async Task<Dictionary<string, long>> SendAsync(HubServer hub, int round)
    {
        var client = new LoadClient(hub.Address, "/events", "application/cloudevents+json", hub.Key, n => Encoding.UTF8.GetBytes(Text(round, n)));
        var idle = new ConcurrentBag<(System.Net.Sockets.Socket Socket, byte[] Buffer)>();
        var sent = new Dictionary<string, long>();
        var pending = new List<Task>();
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(1.0 / PerSecond));
        for (var n = 0; n < PerSecond * Seconds; n++)
        {
            await timer.WaitForNextTickAsync();
            sent[Code(round, n)] = Stopwatch.GetTimestamp();
            var at = n;
            pending.Add(Task.Run(async () =>
            {
                var connection = idle.TryTake(out var free) ? free : (await client.ConnectAsync(), new byte[64 * 1024]);
                await client.SendOneAsync(connection.Item1, connection.Item2, at);
                idle.Add(connection);
            }));
        }

        await Task.WhenAll(pending);
        foreach (var (socket, _) in idle)
        {
            socket.Dispose();
        }

        return sent;
    }

    private static string Code(int round, long n) => $"000.00.01.H40-26112{round + 1}-{n:0000}";

    private static string Text(int round, long n) =>
        $$$"""{"specversion":"1.0","id":"l-{{{round}}}-{{{n}}}","source":"urn:bench","type":"{{{EventTypes.RatingGiven}}}","subject":"{{{Code(round, n)}}}","time":"2026-11-20T09:00:00+07:00","datacontenttype":"application/json","data":{"score":5,"givenAt":"2026-11-20T09:00:00+07:00"}}""";
}
