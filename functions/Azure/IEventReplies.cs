namespace Hub.Functions.Azure;

/// <summary>What goes back to the broker about an event that came from it.</summary>
internal interface IEventReplies
{
    /// <summary>Tells the sender what became of its message.</summary>
    /// <param name="json">In the shape of the answer to <c>POST /events</c>.</param>
    /// <returns>False when the broker did not confirm it.</returns>
    Task<bool> TellAsync(ReadOnlyMemory<byte> json, TriggerMessage about, CancellationToken ct);

    /// <summary>Puts aside, for a person, what cannot be read.</summary>
    /// <param name="reason">One of <see cref="Core.Intake.RefusalNames"/>, or <c>notice-unreadable</c>.</param>
    /// <returns>False when the broker did not confirm it.</returns>
    Task<bool> ParkAsync(TriggerMessage message, string reason, CancellationToken ct);
}
