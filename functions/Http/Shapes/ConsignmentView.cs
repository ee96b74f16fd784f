using Hub.Postal.Consignments;

namespace Hub.Functions.Http.Shapes;

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
