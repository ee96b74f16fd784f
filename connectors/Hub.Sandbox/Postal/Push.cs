using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>A report that D owes to the customer's webhook.</summary>
/// <param name="Attempt">Attempts made so far.</param>
/// <param name="NextAt">Not before this moment on the twin's clock.</param>
internal sealed record Push(long Number, TrackingEvent Told, int Attempt, DateTimeOffset NextAt) : IOwedCall<Push>
{
    public Push Again(DateTimeOffset at) => this with { Attempt = Attempt + 1, NextAt = at };
}

/// <summary>One element of a push: a consignment and what is said of it, true or not.</summary>
internal sealed record PushItem(ConsignmentState State, int Status, DateTimeOffset HappenedAt, string Note)
{
    public static PushItem Of(ConsignmentState state, TrackingEvent told) => new(state, told.Code, told.HappenedAt, told.Note);

    /// <summary>How it stands now, as getOrder says too.</summary>
    public static PushItem Of(ConsignmentState state) => new(state, state.Code, state.Latest?.HappenedAt ?? state.UpdatedAt, state.Latest?.Note ?? "");
}

/// <summary>What a push said of one consignment.</summary>
internal sealed record PushedItem(string ItemCode, string SaleOrderCode, int Status);

/// <summary>One call of the customer's webhook.</summary>
/// <param name="Kind"><c>due</c> for what the operator owed, else the name of the script.</param>
/// <param name="Attempt">From 1.</param>
/// <param name="Status">0 and an error when nothing came back.</param>
internal sealed record PushResult(long Seq, DateTimeOffset At, string Kind, int Attempt, IReadOnlyList<PushedItem> Items, int Status, string? Body, string? Error)
{
    public bool IsReceived => Status is >= 200 and < 300;
}
