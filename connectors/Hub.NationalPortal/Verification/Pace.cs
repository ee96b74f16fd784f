namespace Hub.NationalPortal.Verification;

/// <summary>Lets one call through every so often, by the injected clock.</summary>
internal sealed class Pace(double perSecond, TimeProvider clock)
{
    private DateTimeOffset _next = clock.GetUtcNow();

    public async Task WaitAsync(CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (perSecond <= 0)
        {
            return;
        }

        var wait = _next - now;
        _next = (wait > TimeSpan.Zero ? _next : now) + TimeSpan.FromSeconds(1 / perSecond);
        // Timers count in milliseconds; what is shorter adds up for a later call.
        if (wait < TimeSpan.FromMilliseconds(1))
        {
            return;
        }

        var done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        await using var timer = clock.CreateTimer(static state => ((TaskCompletionSource)state!).TrySetResult(), done, wait, Timeout.InfiniteTimeSpan);
        await done.Task.WaitAsync(ct);
    }
}
