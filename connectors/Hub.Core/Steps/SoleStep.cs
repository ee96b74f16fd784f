namespace Hub.Core.Steps;

/// <summary>
/// Lets one of several instances run a step at a time, under a lease in the store. The others look again later, so that an instance that
/// died is followed by another.
/// </summary>
/// <param name="lease">Longer than one run lasts.</param>
public sealed class SoleStep(IStep inner, ITimers timers, TimeProvider clock, TimeSpan lease) : IStep
{
    private static readonly TimeSpan LookAgain = TimeSpan.FromMinutes(1);

    public string Name => inner.Name;

    public Signal Wake => inner.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (await timers.TryTakeAsync(Name, now, now + lease, now, ct) is not { } token)
        {
            return await timers.NextAtAsync(Name, ct) is { } at && at > now ? Sooner(at) : Sooner(now + TimeSpan.FromSeconds(1));
        }

        DateTimeOffset? next = null;
        try
        {
            next = await inner.RunOnceAsync(ct);
        }
        finally
        {
            // Without a time of its own it may be run whenever somebody is woken.
            await timers.FinishAsync(Name, token, next ?? clock.GetUtcNow(), null, CancellationToken.None);
        }

        return Sooner(next ?? DateTimeOffset.MaxValue);
    }

    private DateTimeOffset Sooner(DateTimeOffset at) => clock.GetUtcNow() + LookAgain is var latest && latest < at ? latest : at;
}
