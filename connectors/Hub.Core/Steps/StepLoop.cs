using Microsoft.Extensions.Logging;

namespace Hub.Core.Steps;

/// <summary>Drives one step in production: runs it, then waits for its bell or for the time it named.</summary>
public sealed class StepLoop(IStep step, TimeProvider clock, ILogger<StepLoop> logger)
{
    private static readonly TimeSpan PauseAfterFault = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(5);
    private long _lastRun = clock.GetUtcNow().UtcTicks;

    public string Name => step.Name;

    /// <summary>When the step last came back, for readiness: a step that hangs is seen by this.</summary>
    public DateTimeOffset LastRun => new(Interlocked.Read(ref _lastRun), TimeSpan.Zero);

    /// <summary>Runs until cancelled; a step that throws is reported and tried again after a pause.</summary>
    public async Task RunAsync(CancellationToken ct)
    {
        string? told = null;
        while (!ct.IsCancellationRequested)
        {
            var seen = step.Wake.Rings;
            DateTimeOffset? next;
            try
            {
                next = await step.RunOnceAsync(ct);
                told = null;
            }
            catch (OperationCanceledException) when (ct.IsCancellationRequested)
            {
                return;
            }
#pragma warning disable CA1031 // The one place where a step's fault is caught: the loop must outlive it.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                // An outage is told once, not once a second.
                if (told != exception.GetType().Name + exception.Message)
                {
                    told = exception.GetType().Name + exception.Message;
                    logger.StepFailed(exception, step.Name);
                }

                next = clock.GetUtcNow() + PauseAfterFault;
                seen = step.Wake.Rings;
            }

            Interlocked.Exchange(ref _lastRun, clock.GetUtcNow().UtcTicks);
            await WaitAsync(seen, next, ct);
        }
    }

    private async Task WaitAsync(long seen, DateTimeOffset? next, CancellationToken ct)
    {
        var wait = next is { } at ? at - clock.GetUtcNow() : LongestWait;
        if (wait <= TimeSpan.Zero)
        {
            return;
        }

        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var delay = Task.Delay(wait < LongestWait ? wait : LongestWait, clock, stop.Token);
        await Task.WhenAny(step.Wake.RungAfterAsync(seen), delay);
        await stop.CancelAsync();
    }
}

internal static partial class StepLog
{
    [LoggerMessage(1001, LogLevel.Error, "Step {Step} failed; it runs again every second; the same failure is told once")]
    public static partial void StepFailed(this ILogger logger, Exception exception, string step);
}
