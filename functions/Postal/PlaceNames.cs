using Hub.Core.Places;
using Hub.Postal.Consignments;

namespace Hub.Functions.Postal;

/// <summary>Names the communes of which an event gave only the code: whoever goes there knows them by name.</summary>
internal sealed class PlaceNames(IUnits units)
{
    public async Task<IReadOnlyList<Consignment>> AddAsync(IReadOnlyList<Consignment> consignments, CancellationToken ct)
    {
        var named = new Dictionary<string, Unit?>(StringComparer.Ordinal);
        foreach (var code in consignments.SelectMany(each => (PostalPlace[])[each.Sender.Place, each.Receiver.Place]).Where(place => place.CommuneName is null).Select(place => place.CommuneCode).OfType<string>())
        {
            if (!named.ContainsKey(code))
            {
                named[code] = await units.FindAsync(code, ct);
            }
        }

        return [.. consignments.Select(each => each with { Sender = Named(each.Sender), Receiver = Named(each.Receiver) })];

        PostalParty Named(PostalParty party) => party.Place is { CommuneName: null, CommuneCode: { } code } && named[code] is { } unit
            ? party with { Place = party.Place with { CommuneName = unit.Name, ProvinceName = party.Place.ProvinceName ?? unit.ProvinceName } }
            : party;
    }

    public async Task<Consignment> AddAsync(Consignment consignment, CancellationToken ct) => (await AddAsync([consignment], ct))[0];
}
