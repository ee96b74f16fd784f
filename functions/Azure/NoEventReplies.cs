using Hub.Core.Intake;

namespace Hub.Functions.Azure;

/// <summary>A hub without a client of the broker can tell nobody: refused messages end in the broker's own dead-letter queue.</summary>
internal sealed class NoEventReplies : IEventReplies
{
    public Task<bool> TellAsync(TriggerMessage about, EventVerdict verdict, CancellationToken ct) => Task.FromResult(false);

    public Task<Reply> ParkAsync(TriggerMessage message, string from, string reason, CancellationToken ct) => Task.FromResult(Reply.NobodyThere);
}
