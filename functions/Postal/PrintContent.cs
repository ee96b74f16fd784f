using Hub.Core.Places;
using Hub.Core.Schemas.Masking;
using Hub.Postal.Consignments;
using Hub.Postal.Print;
using Hub.Postal.Settings;

namespace Hub.Functions.Postal;

/// <summary>What stands on labels and slips.</summary>
internal sealed class PrintContent(IConsignments consignments, IUnits units, PostalOptions options)
{
    public async Task<LabelContent> LabelAsync(Consignment c, CancellationToken ct) => new()
    {
        OrderNumber = c.Number,
        Waybill = c.Waybill,
        Operator = Title(c.Operator),
        Service = c.Service,
        Sender = await PartyAsync(c.Sender, ct),
        Receiver = await PartyAsync(c.Receiver, ct),
        Papers = Papers(c),
        FeeToCollect = c.FeeToCollect,
        Note = c.Note,
        BookedAt = c.BookedAt,
    };

    public async Task<ManifestContent> ManifestAsync(PostalSheet sheet, CancellationToken ct)
    {
        var found = await FindAsync(sheet, ct);
        return new ManifestContent
        {
            Number = sheet.Id,
            Operator = Title(sheet.Operator),
            PostOffice = sheet.Office ?? "",
            OpenedAt = sheet.OpenedAt,
            ClosedAt = sheet.State is SheetState.Open ? null : sheet.Marks.LastOrDefault(mark => mark.Act is "closed")?.At ?? sheet.OpenedAt,
            Lines = [.. found.Select(pair => new ManifestLine(pair.Line.Number, pair.Of?.Waybill, Person(pair.Of), pair.Line.Papers, pair.Of?.FeeToCollect ?? 0))],
        };
    }

    public async Task<HandoverContent> HandoverAsync(PostalSheet sheet, CancellationToken ct)
    {
        var found = await FindAsync(sheet, ct);
        var agency = found.Select(pair => pair.Of).OfType<Consignment>().FirstOrDefault() is { } first
            ? await PartyAsync(first.Direction is PostalDirection.Pickup ? first.Receiver : first.Sender, ct)
            : new PrintedParty("", []);
        var post = new PrintedParty(Title(sheet.Operator), sheet.Office is { } office ? [office] : []);
        var isToPost = sheet.Way is HandoverWay.ToPost;
        var (agencySigned, postSigned) = (Signed(sheet, "agency-confirmed"), Signed(sheet, "post-confirmed"));
        return new HandoverContent
        {
            Number = sheet.Id,
            IssuedAt = sheet.OpenedAt,
            From = isToPost ? agency : post,
            To = isToPost ? post : agency,
            Lines = [.. found.Select(pair => new HandoverLine(
                pair.Line.Number, pair.Of?.Waybill, Person(pair.Of), pair.Of is { } of ? Papers(of) : [],
                sheet.Marks.FirstOrDefault(mark => mark.Number == pair.Line.Number && mark.Note is not null)?.Note, sheet.Marks.Any(mark => mark.Number == pair.Line.Number)))],
            FromConfirmed = isToPost ? agencySigned : postSigned,
            ToConfirmed = isToPost ? postSigned : agencySigned,
        };
    }

    public TableContent Remittance(PostalSheet sheet, Sight sight)
    {
        return MoneyContent.Of(sheet, Title(sheet.Operator), Named("closed"), sheet.State is SheetState.Confirmed ? Named("received") : null);

        HandoverConfirmation? Named(string act) => sheet.Marks.LastOrDefault(mark => mark.Act == act) is { } mark
            ? new HandoverConfirmation(mark.Name is { } name && sight is Sight.Masked ? MaskedValue.Name(name) : mark.Name ?? "", mark.At)
            : null;
    }

    public TableContent Money(DateOnly from, DateOnly to, IReadOnlyList<CashDay> cash) => MoneyContent.Of(from, to, cash, Title);

    private string Title(string? carrier) =>
        carrier is null ? "" : options.Operators.GetValueOrDefault(carrier)?.Title is { Length: > 0 } title ? title : carrier;

    private static HandoverConfirmation? Signed(PostalSheet sheet, string side) =>
        sheet.Marks.FirstOrDefault(mark => mark.Act == side) is { } mark ? new HandoverConfirmation(mark.Name ?? "", mark.At) : null;

    // Whose papers they are: the citizen's side.
    private static string Person(Consignment? c) => c is null ? "" : c.Direction is PostalDirection.Pickup ? c.Sender.Name : c.Receiver.Name;

    private static IReadOnlyList<PaperCount> Papers(Consignment c) => [.. c.Papers.Select(paper => new PaperCount(paper.Name, paper.Count))];

    private async Task<List<(SheetLine Line, Consignment? Of)>> FindAsync(PostalSheet sheet, CancellationToken ct)
    {
        var found = await consignments.FindAsync([.. sheet.Lines.Select(line => line.Number)], ct);
        return [.. sheet.Lines.Select(line => (line, found.GetValueOrDefault(line.Number)))];
    }

    private async Task<PrintedParty> PartyAsync(PostalParty party, CancellationToken ct)
    {
        var place = party.Place;
        var unit = place.CommuneName is null && place.CommuneCode is { } code ? await units.FindAsync(code, ct) : null;
        string?[] lines = [place.Line, place.CommuneName ?? unit?.Name, place.DistrictName, place.ProvinceName ?? unit?.ProvinceName];
        return new PrintedParty(party.Name, [.. lines.OfType<string>().Where(line => line.Length > 0)], party.Phone);
    }
}
