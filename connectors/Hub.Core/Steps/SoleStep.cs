namespace Hub.Core.Steps;

/// <summary>
/// Lets one of several instances run a step at a time, under a lease in the store. The others look again later, so that an instance that
/// died is followed by another.
/// </summary>
/// <param name="lease">Longer than one run lasts.</param>
public sealed class SoleStep(IStep inner, ITimers timers, TimeProvider clock, TimeSpan lease) : IStep
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    // No step is left alone for longer. What lies further ahead was dated by a clock that was ahead.
    private static readonly TimeSpan LongestRest = TimeSpan.FromDays(1);
    private static readonly TimeSpan Noticeable = TimeSpan.FromMilliseconds(500);
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    public string Name => inner.Name;

    public Signal Wake => inner.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var wentBack = now + Noticeable < _latest;
        _latest = now;
        if (await timers.TryTakeAsync(Name, now, now + lease, now, ct) is not { } token)
        {
            if (await timers.NextAtAsync(Name, ct) is not { } at || at <= now)
            {
                return Sooner(now + TimeSpan.FromSeconds(1));
            }

            if (!wentBack && at - now <= LongestRest)
            {
                return Sooner(at);
            }

            await timers.PokeAsync(Name, now, ct);
            return now;
        }

        DateTimeOffset? next = null;
        try
        {
            next = await inner.RunOnceAsync(ct);
        }
        finally
        {
            // Without a time of its own it may be run whenever somebody is woken.
            var latest = clock.GetUtcNow() + LongestRest;
            await timers.FinishAsync(Name, token, next is null ? clock.GetUtcNow() : next < latest ? next.Value : latest, null, CancellationToken.None);
        }

        return Sooner(next ?? DateTimeOffset.MaxValue);
    }

    private DateTimeOffset Sooner(DateTimeOffset at) => clock.GetUtcNow() + LookAgain is var latest && latest < at ? latest : at;
}
