using Refit;

namespace Hub.NationalPortal.Wire;

/// <summary>The portal behind its own endpoint (<see cref="Settings.PortalEnvelopeShape.Mapi"/>): the body says which operation is meant. Answers are read as bytes, since each may be another partner's.</summary>
internal interface IMapiApi
{
    [Post("/" + PortalPaths.Login)]
    Task<ApiResponse<HttpContent>> LoginAsync([Body] MapiLogin login, CancellationToken ct);

    /// <summary>Operations without parameters: the lists of procedures, agencies and fields.</summary>
    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> ListAsync([Body] MapiCall call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> ProcedureAsync([Body] MapiProcedure call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> LookUpAsync([Body] MapiLookUp call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> TechIdAsync([Body] MapiTechId call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> SyncDossiersAsync([Body] MapiDossiers call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> AppendProgressAsync([Body] MapiProgress call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> TellFilingStatusAsync([Body] MapiFilingStatus call, CancellationToken ct);

    [Post("/" + PortalPaths.Gateway)]
    Task<ApiResponse<HttpContent>> PushIntegrationAsync([Body] MapiItems call, CancellationToken ct);
}

/// <summary>The usual places below the base address; <see cref="PortalAddressHandler"/> puts those of the settings in their stead.</summary>
internal static class PortalPaths
{
    public const string Login = "mapi/login";
    public const string Gateway = "mapi/g";
}
