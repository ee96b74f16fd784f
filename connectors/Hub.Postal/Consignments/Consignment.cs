namespace Hub.Postal.Consignments;

/// <summary>One parcel of papers on its way, whoever carries it.</summary>
public sealed record Consignment
{
    /// <summary>Dossier code, direction and sequence: <c>000.00.01.H40-261121-0001-P1</c> (pickup) or <c>-D1</c> (delivery); the order number at every operator.</summary>
    public required string Number { get; init; }

    public required string Dossier { get; init; }

    public required PostalDirection Direction { get; init; }

    /// <summary>From 1 in each direction of a dossier.</summary>
    public required int Sequence { get; init; }

    /// <summary>Source and id of the event that asked for it; a repeat of the event finds this consignment again.</summary>
    public required string RequestSource { get; init; }

    public required string RequestId { get; init; }

    /// <summary>When the hub took the request up: nothing of it happened before. Null where it was not noted.</summary>
    public DateTimeOffset? RequestedAt { get; init; }

    /// <summary>As the case system wished it, or as the choice by rule came out; null before that.</summary>
    public string? Operator { get; init; }

    /// <summary>The operator's service, such as its express one; null for its usual.</summary>
    public string? Service { get; init; }

    public ConsignmentState State { get; init; }

    /// <summary>When the present state began, by the act's own time.</summary>
    public required DateTimeOffset StateAt { get; init; }

    /// <summary>The waybill (item code) on the parcel; unique at its operator.</summary>
    public string? Waybill { get; init; }

    /// <summary>The operator's own id of the order, where it has one.</summary>
    public string? Reference { get; init; }

    public BookingTry? Booking { get; init; }

    public DateTimeOffset? BookedAt { get; init; }

    public required PostalParty Sender { get; init; }

    public required PostalParty Receiver { get; init; }

    public IReadOnlyList<PostalPaper> Papers { get; init; } = [];

    /// <summary>Empty: the receiver only.</summary>
    public IReadOnlyList<MayReceive> MayReceive { get; init; } = [];

    /// <summary>A word to the postman. Personal data.</summary>
    public string? Note { get; init; }

    /// <summary>Fee to collect on the way, whole đồng.</summary>
    public long FeeToCollect { get; init; }

    public PostalCash? Cash { get; init; }

    /// <summary>What the operator charges, whole đồng; null when it did not say.</summary>
    public long? Price { get; init; }

    /// <summary>The post office whose job it is; null while any of the operator may take it.</summary>
    public string? Office { get; init; }

    /// <summary>Who took the job, as the audit names him.</summary>
    public string? ClaimedBy { get; init; }

    public DateTimeOffset? ClaimedAt { get; init; }

    public ProofOfDelivery? Proof { get; init; }

    /// <summary>Code of the latest failure, one of <see cref="PostalReasons"/>; null when there is none.</summary>
    public string? Reason { get; init; }

    /// <summary>Manifest (bảng kê) it lies on.</summary>
    public string? Manifest { get; init; }

    /// <summary>Handover slip it lies on.</summary>
    public string? Handover { get; init; }

    /// <summary>A cancelling or redirecting that the operator has not decided on; null when there is none.</summary>
    public ChangeTry? Change { get; init; }

    /// <summary>When somebody must look if nothing is heard: silence, or the deadline of a lost or returned parcel.</summary>
    public DateTimeOffset? WatchAt { get; init; }

    /// <summary>When its operator must next be asked; null where a feed or nobody tells.</summary>
    public DateTimeOffset? PollAt { get; init; }

    /// <summary>How often it was asked in a row without news.</summary>
    public int PollsQuiet { get; init; }

    /// <summary>0 before it is stored; one more with each change.</summary>
    public long Version { get; init; }

    public bool IsLive => !ConsignmentMoves.IsOver(State);
}

/// <summary>A booking that was begun at an operator and not yet known to have succeeded or failed.</summary>
/// <param name="At">Before the first byte was sent.</param>
public sealed record BookingTry(string Operator, DateTimeOffset At);

/// <summary>A change that waits for the operator's approval.</summary>
/// <param name="RequestSource">With <paramref name="RequestId"/> the event that asked for it.</param>
/// <param name="Case">What the operator is asked by.</param>
/// <param name="At">When it said that it waits.</param>
public sealed record ChangeTry(string RequestSource, string RequestId, string Case, DateTimeOffset At);
