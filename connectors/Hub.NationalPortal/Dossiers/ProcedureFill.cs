using Hub.Core.Procedures;
using Hub.NationalPortal.Dossiers.Data;

namespace Hub.NationalPortal.Dossiers;

/// <summary>Name and field of a dossier's procedure from the catalogue, where the case system left them out: the portal wants all three.</summary>
public static class ProcedureFill
{
    // 1.000656 of 1.000656.000.00.00.H40: the catalogue has the national procedure.
    private const int NationalLength = 8;

    /// <summary>The same history; unchanged where nothing is left out or the catalogue does not know the procedure.</summary>
    public static async Task<DossierHistory> FillAsync(DossierHistory history, ICatalogue catalogue, CancellationToken ct)
    {
        var codes = history.Entries.Select(entry => entry.After.Procedure)
            .Where(procedure => procedure?.Code is { Length: > 0 } && Lacks(procedure).Count > 0)
            .Select(procedure => procedure!.Code!)
            .Distinct(StringComparer.Ordinal);
        var known = new Dictionary<string, Procedure>(StringComparer.Ordinal);
        foreach (var code in codes)
        {
            if ((await catalogue.FindAsync(code, ct) ?? (code.Length > NationalLength ? await catalogue.FindAsync(code[..NationalLength], ct) : null)) is { } found)
            {
                known[code] = found;
            }
        }

        return known.Count == 0 ? history : history.Select(entry => entry with { After = entry.After with { Procedure = Fill(entry.After.Procedure, known) } });
    }

    /// <summary>The portal's fields that <see cref="FillAsync"/> may fill for this dossier.</summary>
    public static IReadOnlyList<string> Filled(DossierSnapshot? plain) => Lacks(plain?.Procedure);

    private static List<string> Lacks(ProcedureRef? procedure) =>
        [.. from field in ((string Name, string? Value)[])[("TenTTHC", procedure?.Name), ("MaLinhVuc", procedure?.FieldCode), ("TenLinhVuc", procedure?.FieldName)]
            where string.IsNullOrWhiteSpace(field.Value)
            select field.Name];

    private static ProcedureRef? Fill(ProcedureRef? told, Dictionary<string, Procedure> known) => told?.Code is { } code && known.GetValueOrDefault(code) is { } listed
        ? told with
        {
            Name = Given(told.Name) ?? listed.Name,
            FieldCode = Given(told.FieldCode) ?? listed.FieldCode,
            FieldName = Given(told.FieldName) ?? listed.FieldName,
        }
        : told;

    private static string? Given(string? text) => string.IsNullOrWhiteSpace(text) ? null : text;
}
