using Hub.Core.Events;

namespace Hub.Core.Intake;

/// <summary>One event as it was read: either whole, or refused with what could be made out of it.</summary>
/// <param name="Id">The CloudEvents id, also of a refused event where it could be read.</param>
public sealed record ReadEvent(CloudEvent? Event, Refusal? Refusal, string? Id);
