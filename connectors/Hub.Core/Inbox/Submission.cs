using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Procedures;

namespace Hub.Core.Inbox;

/// <summary>
/// What must commit together when an event is accepted: the event, the envelopes that follow from it and the state it changes.
/// An out event needs no envelopes here: the store writes one for each subscription that is active inside the same transaction.
/// </summary>
public sealed record Submission
{
    public required CloudEvent Event { get; init; }

    public required ReadOnlyMemory<byte> Digest { get; init; }

    public EventDirection Direction { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>Actor that posted it, as the audit names it; <c>hub</c> for the hub's own.</summary>
    public required string AcceptedBy { get; init; }

    public IReadOnlyList<EnvelopeDraft> Envelopes { get; init; } = [];

    /// <summary>How the dossier's row moves; null when the event is not about a dossier.</summary>
    public DossierMove? Dossier { get; init; }

    /// <summary>Change of the local catalogue that this event reports; null for all others.</summary>
    public ProcedureChange? Procedure { get; init; }

    /// <summary>New state of a procedure's integration on the portal; null for all others.</summary>
    public Integration? Integration { get; init; }

    /// <summary>Whether the event with this stored digest said the same, also where a former hub made the digest.</summary>
    public bool IsRepeatOf(ReadOnlySpan<byte> stored) => Digest.Span.SequenceEqual(stored) || EventDigest.Former(Event).AsSpan().SequenceEqual(stored);

    /// <summary>Whether it is a repeat in another spelling of what a former hub stored, whose digest alone does not tell.</summary>
    public bool IsRepeatOf(ReadOnlySpan<byte> stored, ReadOnlyMemory<byte> storedData)
    {
        var there = Event with { Data = storedData };
        return EventDigest.Former(there).AsSpan().SequenceEqual(stored) && EventDigest.Of(there).AsSpan().SequenceEqual(Digest.Span);
    }
}

/// <summary>How far a feed was read. It moves only from where the reader found it.</summary>
/// <param name="From">Null where the feed was never read.</param>
public sealed record CursorMove(string Name, string? From, string To);
