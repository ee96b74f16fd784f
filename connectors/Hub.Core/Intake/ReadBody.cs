using Hub.Core.Events;

namespace Hub.Core.Intake;

/// <summary>What a request body held: its events in order, or why none could be read.</summary>
/// <param name="IsBatch">A batch is answered event by event; a single refused event is answered with its problem.</param>
public sealed record ReadBody(IReadOnlyList<ReadEvent> Events, Refusal? Refusal, bool IsBatch)
{
    public static ReadBody Refused(Refusal refusal, bool isBatch = false) => new([], refusal, isBatch);
}

/// <summary>One event as it was read: either whole, or refused with what could be made out of it.</summary>
/// <param name="Id">The CloudEvents id, also of a refused event where it could be read.</param>
public sealed record ReadEvent(CloudEvent? Event, Refusal? Refusal, string? Id);
