using Hub.Core.Intake;

namespace Hub.Functions.Azure;

/// <summary>What goes back to the broker about a message that came from it.</summary>
internal interface IEventReplies
{
    /// <summary>Tells the sender what became of its events.</summary>
    /// <returns>False when there is nobody to tell.</returns>
    Task<bool> TellAsync(TriggerMessage about, EventVerdict verdict, CancellationToken ct);

    /// <summary>Puts a copy aside, for a person, of what cannot be read.</summary>
    /// <param name="from">The queue it came from, without the prefix: <c>events</c>, <c>lane-…</c>.</param>
    /// <param name="reason">One of <see cref="Core.Intake.RefusalNames"/>, or <c>notice-unreadable</c>.</param>
    Task<Reply> ParkAsync(TriggerMessage message, string from, string reason, CancellationToken ct);
}

/// <summary>Whether the broker took what goes back to it.</summary>
internal enum Reply
{
    Taken,

    /// <summary>It may take the same later.</summary>
    NotNow,

    /// <summary>Nothing is there that could ever take it.</summary>
    NobodyThere,
}
