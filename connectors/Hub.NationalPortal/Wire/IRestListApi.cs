using System.Text.Json;
using Refit;

namespace Hub.NationalPortal.Wire;

/// <summary>
/// The portal behind an integration axis (<see cref="Settings.PortalEnvelopeShape.RestList"/>): a path for each operation, unit, parameters and session in the query,
/// the bare list as body, empty where an operation sends none.
/// </summary>
internal interface IRestListApi
{
    /// <summary>Operations without parameters: the lists of procedures, agencies and fields.</summary>
    [Post("/" + PortalPaths.Gateway + "/{operation}")]
    Task<ApiResponse<HttpContent>> ListAsync(string operation, [AliasAs("MaDinhDanhDV")] string unit, string? session, [Body] IReadOnlyList<JsonElement> nothing, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway + "/" + PortalOperations.Procedure)]
    Task<ApiResponse<HttpContent>> ProcedureAsync(
        [AliasAs("MaDinhDanhDV")] string unit, [AliasAs("maTTHC")] string code, string? session, [Body] IReadOnlyList<JsonElement> nothing, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway + "/" + PortalOperations.LookUp)]
    Task<ApiResponse<HttpContent>> LookUpAsync(
        [AliasAs("MaDinhDanhDV")] string unit, [AliasAs("mahoso")] string code, string? session, [Body] IReadOnlyList<JsonElement> nothing, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway + "/" + PortalOperations.TechId)]
    Task<ApiResponse<HttpContent>> TechIdAsync(
        [AliasAs("MaDinhDanhDV")] string unit, string provider, [AliasAs("mstorcmnd")] string personalId, string? session, [Body] IReadOnlyList<JsonElement> nothing, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway + "/" + PortalOperations.SyncDossiers)]
    Task<ApiResponse<HttpContent>> SyncDossiersAsync(
        [AliasAs("MaDinhDanhDV")] string unit, string isUpdating, string? session, [Body] IReadOnlyList<PortalDossierItem> items, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway + "/" + PortalOperations.AppendProgress)]
    Task<ApiResponse<HttpContent>> AppendProgressAsync(
        [AliasAs("MaDinhDanhDV")] string unit, string? session, [Body] IReadOnlyList<PortalProgressItem> lines, CancellationToken ct);

    /// <param name="operation">One of the settings.</param>
    [Post("/" + PortalPaths.Gateway + "/{operation}")]
    Task<ApiResponse<HttpContent>> TellFilingStatusAsync(
        string operation, [AliasAs("MaDinhDanhDV")] string unit, string? session, [Body] ListedFilingStatus item, CancellationToken ct);

    /// <param name="operation">One of the settings.</param>
    [Post("/" + PortalPaths.Gateway + "/{operation}")]
    Task<ApiResponse<HttpContent>> PushIntegrationAsync(
        string operation, [AliasAs("MaDinhDanhDV")] string unit, string? session, [Body] IReadOnlyList<JsonElement> items, CancellationToken ct);
}
