namespace Hub.Core.Steps;

/// <summary>A schedule under a database lease: of all instances one runs the job, and a missed time is made up once.</summary>
/// <param name="nextAfter">The next time after now; also the first.</param>
/// <param name="run">The job; its result is kept with the timer. It must finish within <paramref name="lease"/> or be safe to run twice.</param>
public sealed class TimerStep(
    string name, ITimers timers, TimeProvider clock, TimeSpan lease,
    Func<DateTimeOffset, DateTimeOffset> nextAfter, Func<CancellationToken, Task<string?>> run) : IStep
{
    private static readonly TimeSpan ShortestSleep = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestSleep = TimeSpan.FromMinutes(1);

    public string Name => name;

    public Signal Wake { get; } = new();

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await timers.TryTakeAsync(name, now, now + lease, nextAfter(now), ct) is { } token)
        {
            string? result = null;
            try
            {
                result = await run(ct);
            }
            finally
            {
                await timers.FinishAsync(name, token, nextAfter(clock.GetUtcNow()), result, CancellationToken.None);
            }
        }

        var next = await timers.NextAtAsync(name, ct) ?? DateTimeOffset.MaxValue;
        now = clock.GetUtcNow();
        if (nextAfter(now) is var latestOne && next > latestOne && next < DateTimeOffset.MaxValue)
        {
            // Dated by a clock that was ahead: the schedule itself comes sooner.
            await timers.PokeAsync(name, latestOne, ct);
            next = latestOne;
        }

        // Still due: another runner has it. Looking again at once would only keep the store busy.
        var latest = now + LongestSleep;
        return next <= now ? now + ShortestSleep : next < latest ? next : latest;
    }
}
