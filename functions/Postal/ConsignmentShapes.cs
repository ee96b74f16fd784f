using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>All consignments of one dossier.</summary>
public sealed record ConsignmentList(string Dossier, IReadOnlyList<ConsignmentView> Consignments);

/// <param name="Next">Give it back as <c>after</c>; absent when there is no more.</param>
public sealed record JobList(IReadOnlyList<ConsignmentView> Jobs, string? Next);

/// <summary>A consignment. Personal data is masked for whoever does not need it; numbers of identity papers for everybody but the case system.</summary>
/// <param name="Direction"><c>pickup</c> or <c>delivery</c>.</param>
/// <param name="FeeToCollect">Whole đồng.</param>
/// <param name="Reason">Code of the latest failure.</param>
/// <param name="Manifest">Sheets on which it lies.</param>
public sealed record ConsignmentView(
    string Number, string Dossier, string Direction, string? Operator, string? Office, string? Service, string State, string StateVi, string StateEn, DateTimeOffset StateAt,
    string? Waybill, string? Reference, DateTimeOffset? BookedAt, PartyView Sender, PartyView Receiver, IReadOnlyList<PostalPaper> Papers, IReadOnlyList<MayReceive> MayReceive,
    long FeeToCollect, PostalCash? Cash, long? Price, string? ClaimedBy, DateTimeOffset? ClaimedAt, ProofOfDelivery? Proof, string? Reason, string? Manifest, string? Handover, long Version)
{
    /// <summary>A word to the postman.</summary>
    public string? Note { get; init; }

    /// <summary>What was told of it; of one consignment asked for by its number.</summary>
    public IReadOnlyList<TrackingView>? History { get; init; }
}

/// <summary>Sender or receiver.</summary>
public sealed record PartyView(string Name, string? Phone, string? Email, string? Address, string? Commune, string? District, string? Province);

/// <param name="Source">Who told: the operator's feed, an act.</param>
/// <param name="State">What it means; absent when it says nothing of the state.</param>
/// <param name="Verdict"><c>moved</c>, <c>repeated</c>, <c>late</c>, <c>conflict</c> or <c>unplaced</c>.</param>
public sealed record TrackingView(string Source, string Code, string? State, string Verdict, DateTimeOffset At, DateTimeOffset ReceivedAt);
