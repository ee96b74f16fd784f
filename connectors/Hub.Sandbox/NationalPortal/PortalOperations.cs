using System.Text.Json;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The gateway's operations by the name in <c>service</c>.</summary>
internal sealed class PortalOperations(
    PortalTwinOptions options, DossierOperations dossiers, ProgressOperations progress, FilingOperations filings, CatalogueOperations catalogue, IntegrationOperations integrations)
{
    public const string Synchronise = "DongBoHoSoMC";
    public const string Progress = "CapNhatTienDoHoSoMC";
    public const string FilingStatus = "DongBoTrangThaiHoSo";
    public const string LookUp = "TraCuuHoSo";

    private readonly Dictionary<string, Func<JsonElement, PortalReply>> _byName = new(StringComparer.Ordinal)
    {
        [Synchronise] = dossiers.Synchronise,
        [Progress] = progress.Append,
        [LookUp] = dossiers.LookUp,
        [FilingStatus] = filings.Tell,
        ["LayDanhSachTTHC"] = catalogue.ListProcedures,
        ["LayThuTuc"] = catalogue.GetProcedure,
        ["LayDanhMucCoQuan"] = catalogue.ListAgencies,
        ["LayDanhMucLinhVuc"] = catalogue.ListFields,
        ["TraCuuTechID"] = catalogue.GetTechId,
        [options.IntegrationOperation] = integrations.Push,
    };

    public bool Knows(string name) => _byName.ContainsKey(name);

    public PortalReply Run(string name, JsonElement body) =>
        _byName.TryGetValue(name, out var operation) ? operation(body) : PortalReply.Refused($"Dịch vụ '{name}' không tồn tại");
}
