using System.Diagnostics;
using System.Text.Json.Nodes;
using Hub.Core.Lanes;
using Hub.Functions.CommandLine;

namespace Hub.Functions.Demo;

/// <summary>Shows how the day goes, and makes the portal fail on the way: two outages and a burst of slow answers.</summary>
internal sealed class DemoProgress(HubApi hub, TwinControl twin, DemoPosting posted, int total)
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(500);

    private readonly Queue<(double At, int Seconds, string Words, Func<CancellationToken, Task> Make)> _troubles = new(
    [
        (0.10, 6, "cổng bảo trì 6 giây / the portal is in maintenance for 6 s", ct => twin.FaultAsync("maintenance", 1, 6, null, ct)),
        (0.40, 4, "cổng trả lời chậm 4 giây / the portal answers slowly for 4 s", ct => twin.FaultAsync("latency", 0.5, 4, 700, ct)),
        (0.60, 4, "đứt kết nối, có lúc đã ghi nhận mà không trả lời, 4 giây / torn connections, some applied without an answer, for 4 s", ct => BreakAsync(twin, ct)),
    ]);

    private readonly Stopwatch _sinceTrouble = new();
    private TimeSpan _quiet;

    /// <param name="posting">Ends the show with its own fault when it cannot go on.</param>
    public async Task RunAsync(Task posting, CancellationToken ct)
    {
        using var timer = new PeriodicTimer(Beat);
        for (var beat = 0; ; beat++)
        {
            if (posting.IsFaulted)
            {
                await posting.ConfigureAwait(false);
            }

            var lane = await LaneAsync(ct).ConfigureAwait(false);
            var open = Number(lane, "waiting") + Number(lane, "held");
            var delivered = Math.Max(0, posted.Accepted - open - Number(lane, "dead"));
            if (posted.Accepted > 0)
            {
                await TroubleAsync(delivered / (double)total, ct).ConfigureAwait(false);
            }

            if (beat % 4 == 0 || (posted.Answered == total && open == 0))
            {
                Output.Line($"  nhận/accepted {posted.Accepted,6}  trùng/dup {posted.Duplicates,6}  chuyển/delivered {delivered,6}  chờ/waiting {open,6}  "
                    + $"hỏng/dead {Number(lane, "dead")}  kênh/lane {Output.Text(lane["state"])}  {lane["ratePerSecond"]!.GetValue<double>():0.0}/s");
            }

            if (posted.Answered == total && open == 0)
            {
                return;
            }

            await timer.WaitForNextTickAsync(ct).ConfigureAwait(false);
        }
    }

    private async Task TroubleAsync(double share, CancellationToken ct)
    {
        // One trouble at a time: the next waits until the last one is over.
        if (_troubles.TryPeek(out var next) && share >= next.At && (!_sinceTrouble.IsRunning || _sinceTrouble.Elapsed > _quiet))
        {
            _troubles.Dequeue();
            _sinceTrouble.Restart();
            _quiet = TimeSpan.FromSeconds(next.Seconds + 1);
            Output.Line("  !! " + next.Words);
            await next.Make(ct).ConfigureAwait(false);
        }
    }

    private static async Task BreakAsync(TwinControl twin, CancellationToken ct)
    {
        await twin.FaultAsync("applied-no-answer", 0.3, 4, null, ct).ConfigureAwait(false);
        await twin.FaultAsync("torn", 0.7, 4, null, ct).ConfigureAwait(false);
    }

    private async Task<JsonNode> LaneAsync(CancellationToken ct)
    {
        var answer = await hub.GetAsync("lanes", ct).ConfigureAwait(false);
        return answer["lanes"]!.AsArray().First(lane => lane!["lane"]!.GetValue<string>() == LaneNames.NationalPortal)!;
    }

    private static long Number(JsonNode lane, string name) => lane[name]?.GetValue<long>() ?? 0;
}
