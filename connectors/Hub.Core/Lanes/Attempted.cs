using Hub.Core.Envelopes;

namespace Hub.Core.Lanes;

/// <summary>One attempt that has come back.</summary>
/// <param name="Name">Its outcome in the word that metrics and timelines show; <c>fault</c> when the connector threw.</param>
internal sealed record Attempted(Delivery Delivery, Handled Handled, DateTimeOffset StartedAt, DateTimeOffset EndedAt, string Name)
{
    /// <summary>What the connector said of it: a reference when it was done, else the reason.</summary>
    public string? Said => Handled.Outcome switch
    {
        Outcome.Done done => done.Reference,
        Outcome.Retry retry => retry.Reason,
        Outcome.Defer defer => defer.Reason,
        Outcome.Reject reject => reject.Reason,
        _ => null,
    };
}
