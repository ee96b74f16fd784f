using System.Globalization;
using System.Text.Json;
using Hub.Core.Dossiers;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>What a look-up showed of one dossier.</summary>
/// <param name="Item">The result's element.</param>
/// <param name="Lines">Its progress lines; null when the answer does not list them.</param>
public sealed record PortalHeld(JsonElement Item, IReadOnlyList<JsonElement>? Lines)
{
    /// <summary>Null when the answer shows none of the ten.</summary>
    public DossierStatus? Status =>
        int.TryParse(PortalFields.Text(Item, "TrangThaiHoSo"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((DossierStatus)number)
            ? (DossierStatus)number
            : null;

    /// <summary>Null when the portal does not know the dossier.</summary>
    public static PortalHeld? Read(JsonElement? result, string progressField)
    {
        var item = result switch
        {
            { ValueKind: JsonValueKind.Array } list => list.EnumerateArray().FirstOrDefault(),
            { ValueKind: JsonValueKind.Object } single => single,
            _ => default,
        };
        if (item.ValueKind != JsonValueKind.Object || !item.EnumerateObject().Any())
        {
            return null;
        }

        return new PortalHeld(item, PortalFields.Find(item, progressField) is { ValueKind: JsonValueKind.Array } lines ? [.. lines.EnumerateArray()] : null);
    }
}
