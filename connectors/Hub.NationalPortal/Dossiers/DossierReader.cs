using System.Text.Json;
using Hub.Core.Dossiers;
using Hub.Core.Procedures;
using Hub.NationalPortal.Dossiers.Data;
using Hub.NationalPortal.Settings;

namespace Hub.NationalPortal.Dossiers;

/// <summary>A dossier's history from the store.</summary>
public sealed class DossierReader(IDossiers dossiers, ICatalogue catalogue, StatusRules rules)
{
    /// <param name="isFilingOnly">As it was found before; null: to be found.</param>
    /// <returns>As the case system told it, and with what the catalogue knows.</returns>
    public async Task<(DossierHistory Told, DossierHistory Filled)> ReadAsync(string code, bool? isFilingOnly, CancellationToken ct)
    {
        var told = DossierFold.Of(
            code, await dossiers.EventsAsync(NationalPortalCodes.Lane, code, ct), rules, isFilingOnly ?? (await dossiers.TimelineAsync(code, ct)).Any(e => IsPromotion(e.Event.Type, e.Event.Data)));
        return (told, await ProcedureFill.FillAsync(told, catalogue, ct));
    }

    // What came from the portal is no event of the case system's; only the dossier's whole story has it.
    private static bool IsPromotion(string type, ReadOnlyMemory<byte> data)
    {
        try
        {
            return type is PortalEventTypes.DossierSubmittedOnline or PortalEventTypes.NoticeReceived
                && JsonSerializer.Deserialize(data.Span, NationalPortalDataJson.Default.FiledData)?.Kind == PortalKinds.Promotion;
        }
        catch (JsonException)
        {
            return false;
        }
    }
}
