using System.Collections.Concurrent;
using Hub.Core.Places;
using Hub.Postal.Consignments;
using Hub.Postal.Names;

namespace Hub.Postal.Places;

/// <summary>
/// Finds the place of an address among today's units and says what an operator calls it. Addresses of three levels from before 2025-07 are
/// understood by the codes of the list <see cref="Former"/>, and by names where there is one unit of that name in the province.
/// </summary>
public sealed class PlaceRegistry(IUnits units, TimeProvider clock) : IUnitCache
{
    /// <summary>The list of the codes before 2025-07.</summary>
    public const string Former = "former";

    // Units change once in years, by an import at whichever instance; a day's requests ask for the same province again and again.
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, (IReadOnlyList<Unit> Units, DateTimeOffset At)> _provinces = new(StringComparer.Ordinal);

    /// <summary>What was just imported is known at once; at other instances after a minute.</summary>
    public void Forget() => _provinces.Clear();

    /// <summary>Today's province and commune of an address.</summary>
    public async Task<FoundPlace> FindAsync(PostalPlace place, CancellationToken ct)
    {
        if (await CommuneAsync(place, ct) is { Count: > 0 } communes)
        {
            var province = communes[0].ProvinceCode;
            var isOne = communes.All(unit => unit.ProvinceCode == province);
            return isOne ? new FoundPlace(province, communes.Count == 1 ? communes[0].Code : null) : new FoundPlace(null, null);
        }

        return new FoundPlace(await ProvinceAsync(place, ct), null);
    }

    /// <summary>What the operator calls the place of an address.</summary>
    /// <param name="list">The operator's list of codes, imported under its name.</param>
    /// <param name="takesOfficialCodes">The operator takes the official codes where its list names none.</param>
    public async Task<OperatorPlace> ForOperatorAsync(PostalPlace place, string list, bool takesOfficialCodes, CancellationToken ct)
    {
        var found = await FindAsync(place, ct);
        return new OperatorPlace(
            found,
            await TheirsAsync("province", found.Province),
            found.Commune is { } commune ? await units.TheirsAsync(list, "district", commune, ct) : null,
            await TheirsAsync("commune", found.Commune));

        async Task<string?> TheirsAsync(string level, string? ours) =>
            ours is null ? null : await units.TheirsAsync(list, level, ours, ct) ?? (takesOfficialCodes ? ours : null);
    }

    private async Task<IReadOnlyList<Unit>> CommuneAsync(PostalPlace place, CancellationToken ct)
    {
        var isFormer = place.DistrictCode is not null || place.DistrictName is not null;
        if (place.CommuneCode is { } code)
        {
            // Codes went on being used for other units, so an address that names a district is read by the old list first.
            var first = isFormer ? await OfFormerAsync(code, ct) : await OfTodayAsync(code, ct);
            var found = first.Count > 0 ? first
                : isFormer ? await OfTodayAsync(code, ct)
                : await OfFormerAsync(code, ct);
            if (found.Count > 0)
            {
                return found;
            }
        }

        if (place.CommuneName is { } name && await ProvinceAsync(place, ct) is { } province)
        {
            var wanted = PlaceName.Plain(name);
            var same = (await InAsync(province, ct)).Where(unit => PlaceName.Plain(unit.Name) == wanted).ToList();
            return same.Count == 1 ? same : [.. same.Where(unit => PlaceName.Same(unit.Name, name))];
        }

        return [];
    }

    private async Task<IReadOnlyList<Unit>> OfTodayAsync(string code, CancellationToken ct) =>
        await units.FindAsync(code, ct) is { } unit ? [unit] : [];

    private async Task<IReadOnlyList<Unit>> OfFormerAsync(string code, CancellationToken ct)
    {
        var found = new List<Unit>();
        foreach (var ours in await units.OursAsync(Former, "commune", code, ct))
        {
            found.AddRange(await OfTodayAsync(ours, ct));
        }

        return found;
    }

    private async Task<string?> ProvinceAsync(PostalPlace place, CancellationToken ct)
    {
        if (place.ProvinceCode is { } code)
        {
            if ((await InAsync(code, ct)).Count > 0)
            {
                return code;
            }

            if (await units.OursAsync(Former, "province", code, ct) is [var ours])
            {
                return ours;
            }
        }

        return place.ProvinceName is { } name
            ? (await AllAsync(ct)).FirstOrDefault(unit => PlaceName.Plain(unit.ProvinceName) == PlaceName.Plain(name))?.ProvinceCode
            : null;
    }

    private Task<IReadOnlyList<Unit>> AllAsync(CancellationToken ct) => KeptAsync("", null, ct);

    private Task<IReadOnlyList<Unit>> InAsync(string province, CancellationToken ct) => KeptAsync(province, province, ct);

    private async Task<IReadOnlyList<Unit>> KeptAsync(string key, string? province, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (_provinces.TryGetValue(key, out var kept) && (now - kept.At).Duration() < Kept)
        {
            return kept.Units;
        }

        var listed = await units.ListAsync(province, ct);

        // What is not there may be imported any moment.
        if (listed.Count > 0)
        {
            _provinces[key] = (listed, now);
        }

        return listed;
    }
}

/// <param name="Province">Today's official code of two digits; null when it cannot be told.</param>
/// <param name="Commune">Today's official code of five digits; null when it cannot be told, or when a former unit was divided among several.</param>
public sealed record FoundPlace(string? Province, string? Commune);

/// <summary>A place in an operator's own codes; each null where it has none or the place was not found.</summary>
public sealed record OperatorPlace(FoundPlace Found, string? Province, string? District, string? Commune);
