using System.Text.Json;
using System.Text.Json.Serialization;

namespace Hub.NationalPortal.Wire;

internal sealed record MapiLogin([property: JsonPropertyName("username")] string Username, [property: JsonPropertyName("password")] string Password)
{
    public override string ToString() => nameof(MapiLogin);
}

/// <summary>A call of the one endpoint: session and unit first, then the operation, then what it asks for. The order of the members is the portal's.</summary>
internal record MapiCall(
    [property: JsonPropertyName("session"), JsonPropertyOrder(-3)] string Session,
    [property: JsonPropertyName("madonvi"), JsonPropertyOrder(-2)] string Unit,
    [property: JsonPropertyName("service"), JsonPropertyOrder(-1)] string Service)
{
    // A session must not be among what a log prints of a record.
    public sealed override string ToString() => Service;
}

internal sealed record MapiProcedure(string Session, string Unit, [property: JsonPropertyName("maTTHC")] string Code) : MapiCall(Session, Unit, PortalOperations.Procedure);

internal sealed record MapiLookUp(string Session, string Unit, [property: JsonPropertyName("mahoso")] string Code) : MapiCall(Session, Unit, PortalOperations.LookUp);

internal sealed record MapiTechId(
    string Session, string Unit, [property: JsonPropertyName("provider")] string Provider, [property: JsonPropertyName("mstorcmnd")] string PersonalId)
    : MapiCall(Session, Unit, PortalOperations.TechId);

internal sealed record MapiDossiers(
    string Session, string Unit, [property: JsonPropertyName("isUpdating")] string IsUpdating, [property: JsonPropertyName("data")] IReadOnlyList<PortalDossierItem> Data)
    : MapiCall(Session, Unit, PortalOperations.SyncDossiers);

internal sealed record MapiProgress(string Session, string Unit, [property: JsonPropertyName("data")] IReadOnlyList<PortalProgressItem> Data)
    : MapiCall(Session, Unit, PortalOperations.AppendProgress);

internal sealed record MapiFilingStatus(
    string Session, string Unit, string Service, [property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("data")] PortalFilingStatus Data)
    : MapiCall(Session, Unit, Service);

/// <summary>The same behind a path of its own (assumed).</summary>
internal sealed record ListedFilingStatus([property: JsonPropertyName("type")] string Type, [property: JsonPropertyName("data")] PortalFilingStatus Data)
{
    public override string ToString() => nameof(ListedFilingStatus);
}

/// <summary>The operation's name is one of the settings.</summary>
internal sealed record MapiItems(string Session, string Unit, string Service, [property: JsonPropertyName("data")] IReadOnlyList<JsonElement> Data) : MapiCall(Session, Unit, Service);

/// <summary>Names of the operations, in the body of the one shape and in the path of the other.</summary>
internal static class PortalOperations
{
    public const string Procedures = "LayDanhSachTTHC";
    public const string Procedure = "LayThuTuc";
    public const string Agencies = "LayDanhMucCoQuan";
    public const string Fields = "LayDanhMucLinhVuc";
    public const string LookUp = "TraCuuHoSo";
    public const string TechId = "TraCuuTechID";
    public const string SyncDossiers = "DongBoHoSoMC";
    public const string AppendProgress = "CapNhatTienDoHoSoMC";
}
