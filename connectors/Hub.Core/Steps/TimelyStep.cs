namespace Hub.Core.Steps;

/// <summary>Lets a step that acts on leases rest while this machine's clock is off.</summary>
public sealed class TimelyStep(IStep inner, ClockWatch watch, TimeProvider clock) : IStep
{
    internal static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(10);

    public string Name => inner.Name;

    public Signal Wake => inner.Wake;

    public async Task<DateTimeOffset?> RunOnceAsync(CancellationToken ct) =>
        (await watch.LookAsync(ct)).IsOff ? clock.GetUtcNow() + LookAgain : await inner.RunOnceAsync(ct);
}
