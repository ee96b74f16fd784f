using Hub.Functions.Steps;

namespace Hub.Functions.Azure;

/// <summary>Lets the loops of a schedule run now. They run in this process anyway; a timer is what keeps it alive, or starts it.</summary>
internal sealed class ScheduleTrigger(StepHost steps, TimeProvider clock)
{
    // A run may take longer, and goes on; the host needs its answer within the function's time.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(1);

    public async Task<TriggerResult> RunAsync(Schedule schedule, CancellationToken ct)
    {
        var poked = steps.Poke(schedule.Covers);
        if (poked.Count == 0)
        {
            return new TriggerResult("nothing of this name runs here");
        }

        if (!schedule.IsWaitedFor)
        {
            return new TriggerResult($"{poked.Count} woken");
        }

        try
        {
            await Task.WhenAll(poked).WaitAsync(Patience, clock, ct);
            return new TriggerResult($"{poked.Count} run");
        }
        catch (TimeoutException)
        {
            return new TriggerResult("still running");
        }
    }
}
