using Hub.Core.Steps;

namespace Hub.Functions.Azure;

/// <summary>Takes a lane's notices. A notice only says "deliver now": without a transport the store needs none, and waking the lane is all.</summary>
internal sealed class LaneTrigger(LaneSignals signals)
{
    public Task<TriggerResult> RunAsync(string lane, IReadOnlyList<TriggerMessage> messages, CancellationToken ct)
    {
        signals.Of(lane).Ring();
        return Task.FromResult(new TriggerResult($"{messages.Count} forgotten: no transport is set; the lane is woken"));
    }
}
