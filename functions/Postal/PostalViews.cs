using Hub.Core.Schemas.Masking;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Functions.Postal;

/// <summary>From the post's records to the shapes of the interface, with what the caller may see.</summary>
internal static class PostalViews
{
    public static ConsignmentView Of(Consignment c, Sight sight) => new(
        c.Number, c.Dossier, c.Direction.Name(), c.Operator, c.Office, c.Service, c.State.Name(), c.State.Text().Vi, c.State.Text().En, c.StateAt, c.Waybill, c.Reference, c.BookedAt,
        Of(c.Sender, sight), Of(c.Receiver, sight), c.Papers, [.. c.MayReceive.Select(one => one with { Name = Name(one.Name, sight), IdentityNumber = Identity(one.IdentityNumber, sight) })],
        c.FeeToCollect, c.Cash, c.Price, c.ClaimedBy, c.ClaimedAt, Of(c.Proof, sight), c.Reason, c.Manifest, c.Handover, c.Version)
    {
        Note = c.Note is null || sight is not Sight.Masked ? c.Note : MaskedValue.Hidden,
    };

    public static TrackingView Of(PostalRecord record) =>
        new(record.Source, record.Code, record.State?.Name(), record.Verdict.ToString().ToLowerInvariant(), record.At, record.ReceivedAt);

    public static SheetView Of(PostalSheet sheet, Sight sight, bool withLines) => new(
        sheet.Id, sheet.Kind.ToString().ToLowerInvariant(), sheet.Operator, sheet.Office, Of(sheet.Way), sheet.State.ToString().ToLowerInvariant(), sheet.OpenedAt, sheet.Lines.Count, sheet.Total,
        [.. sheet.Marks.Select(mark => sight is Sight.Masked ? mark with { Name = mark.Name is { } name ? MaskedValue.Name(name) : null, Note = mark.Note is null ? null : MaskedValue.Hidden } : mark)],
        withLines ? sheet.Lines : null);

    public static string? Of(HandoverWay? way) => way switch
    {
        HandoverWay.ToPost => "to-post",
        HandoverWay.ToAgency => "to-agency",
        _ => null,
    };

    private static PartyView Of(PostalParty party, Sight sight) => sight is Sight.Masked
        ? new PartyView(
            MaskedValue.Name(party.Name), party.Phone is { } phone ? MaskedValue.Number(phone) : null, party.Email is null ? null : MaskedValue.Hidden, MaskedValue.Hidden,
            party.Place.CommuneName ?? party.Place.CommuneCode, party.Place.DistrictName ?? party.Place.DistrictCode, party.Place.ProvinceName ?? party.Place.ProvinceCode)
        : new PartyView(
            party.Name, party.Phone, party.Email, party.Place.Line,
            party.Place.CommuneName ?? party.Place.CommuneCode, party.Place.DistrictName ?? party.Place.DistrictCode, party.Place.ProvinceName ?? party.Place.ProvinceCode);

    // Where the postman stood is where the citizen lives.
    private static ProofOfDelivery? Of(ProofOfDelivery? proof, Sight sight) => proof is null ? null : proof with
    {
        Name = Name(proof.Name, sight),
        IdentityNumber = Identity(proof.IdentityNumber, sight),
        Latitude = sight is Sight.Masked ? null : proof.Latitude,
        Longitude = sight is Sight.Masked ? null : proof.Longitude,
    };

    private static string Name(string name, Sight sight) => sight is Sight.Masked ? MaskedValue.Name(name) : name;

    private static string? Identity(string? number, Sight sight) => number is null || sight is Sight.Whole ? number : MaskedValue.Number(number);
}

/// <summary>How much of the persons of a consignment a caller sees.</summary>
internal enum Sight
{
    /// <summary>Names, addresses and numbers are masked.</summary>
    Masked,

    /// <summary>What it takes to do the job: all but the numbers of identity papers.</summary>
    Job,

    Whole,
}
