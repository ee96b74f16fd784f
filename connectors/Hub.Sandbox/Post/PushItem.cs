namespace Hub.Sandbox.Post;

/// <summary>One element of a push: a consignment and what is said of it, true or not.</summary>
internal sealed record PushItem(ConsignmentState State, int Status, DateTimeOffset HappenedAt, string Note)
{
    public static PushItem Of(ConsignmentState state, TrackingEvent told) => new(state, told.Code, told.HappenedAt, told.Note);

    /// <summary>How it stands now, as getOrder says too.</summary>
    public static PushItem Of(ConsignmentState state) => new(state, state.Code, state.Latest?.HappenedAt ?? state.UpdatedAt, state.Latest?.Note ?? "");
}
