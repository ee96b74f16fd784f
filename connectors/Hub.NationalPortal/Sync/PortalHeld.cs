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
    public const string StatusField = "TrangThaiHoSo";

    /// <summary>Null when the answer shows none of the ten.</summary>
    public DossierStatus? Status =>
        int.TryParse(PortalFields.Text(Item, StatusField), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && Enum.IsDefined((DossierStatus)number)
            ? (DossierStatus)number
            : null;

    /// <summary>The status code of a dossier that the portal is told the status of alone, which has one more than the ten; empty when the answer shows none.</summary>
    public static string FilingStatusOf(PortalHeld held) =>
        PortalFields.Text(held.Item, StatusField).Trim() is { Length: > 0 } shown ? shown : PortalFields.Text(held.Item, "TrangThai").Trim();

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
