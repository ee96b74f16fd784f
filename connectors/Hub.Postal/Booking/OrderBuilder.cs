using Hub.Core.Intake;
using Hub.Core.Places;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Places;
using Hub.Postal.Settings;
using Microsoft.Extensions.Options;

namespace Hub.Postal.Booking;

/// <summary>Writes a consignment as an operator's order, its places in the operator's own codes.</summary>
public sealed class OrderBuilder(PlaceRegistry places, IUnits units, IOptions<PostalOptions> options)
{
    private const int NoteMax = 500;

    /// <param name="note">The case system's word to the postman.</param>
    /// <returns>The order, or the places that cannot be told in the operator's codes: whose each is, and what was looked for.</returns>
    public async Task<(BookingOrder? Order, string? Unknown)> BuildAsync(Consignment consignment, string @operator, string? note, CancellationToken ct)
    {
        var party = options.Value.Operators[@operator];
        var sender = await PartyAsync(consignment.Sender, @operator, party, ct);
        var receiver = await PartyAsync(consignment.Receiver, @operator, party, ct);
        if (sender is not null && receiver is not null)
        {
            return (new BookingOrder(
                consignment.Number, consignment.Direction, sender, receiver, consignment.Papers, consignment.FeeToCollect, consignment.Service, consignment.Waybill,
                Note(consignment, note)), null);
        }

        var isPickup = consignment.Direction is PostalDirection.Pickup;
        var unknown = (string?[])[sender is null ? Named(isPickup, consignment.Sender.Place) : null, receiver is null ? Named(!isPickup, consignment.Receiver.Place) : null];
        return (null, $"{@operator}: {string.Join("; ", unknown.Where(side => side is not null))}");
    }

    // Whoever mends it must know which address is meant. No street and no name: the words stand on lists.
    private static string Named(bool isCitizen, PostalPlace place) => string.Join(", ", ((string?[])
    [
        isCitizen ? "người dân / citizen" : "cơ quan / agency", place.CommuneName ?? place.CommuneCode, place.DistrictName ?? place.DistrictCode, place.ProvinceName ?? place.ProvinceCode,
    ]).Where(part => part is not null));

    private async Task<OrderParty?> PartyAsync(PostalParty party, string @operator, PostalOperatorOptions options, CancellationToken ct)
    {
        // Who reads the words needs no codes.
        var isDesk = options.Dialect == PostalDialectNames.Desk;
        var place = await places.ForOperatorAsync(party.Place, @operator, options.TakesOfficialCodes || isDesk, ct);
        var province = place.Province ?? (isDesk ? party.Place.ProvinceCode ?? "" : null);

        // This dialect cannot do without a commune. Here the place can still be named by the words that somebody wrote.
        var isUnknown = province is null || (place.Commune is null && options.Dialect == PostalDialectNames.MyVnPost);
        return isUnknown
            ? null
            : new OrderParty(party.Name, party.Phone, party.Email, await LineAsync(party.Place, place.Found, ct), province!, place.District, place.Commune);
    }

    private async Task<string> LineAsync(PostalPlace place, FoundPlace found, CancellationToken ct)
    {
        var commune = place.CommuneName ?? (found.Commune is { } code ? (await units.FindAsync(code, ct))?.Name : null);
        return string.Join(", ", ((string?[])[place.Line, commune, place.DistrictName]).Where(part => !string.IsNullOrWhiteSpace(part)));
    }

    private static string Note(Consignment consignment, string? note)
    {
        var text = string.Join("; ", consignment.Papers.Select(paper => $"{paper.Name} ×{paper.Count}").Append(note).Where(part => !string.IsNullOrWhiteSpace(part)));
        return OutsideText.Cut(text, NoteMax);
    }
}
