using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Refit;

namespace Hub.Payments.Asking;

/// <summary>
/// What the national PaymentPlatform is asked, a method each; one address serves all, and <c>LoaiBanTin</c> in the message says which. No method throws for what the
/// platform or the network does.
/// </summary>
internal interface IPlatformApi
{
    /// <param name="bearer">Null where the platform wants none.</param>
    [Post("/" + PlatformPaths.Ask)]
    Task<ApiResponse<JsonObject>> InitAsync([Body] JsonObject message, [Header("Authorization")] string? bearer, CancellationToken ct);

    [Post("/" + PlatformPaths.Ask)]
    Task<ApiResponse<JsonObject>> QueryAsync([Body] JsonObject message, [Header("Authorization")] string? bearer, CancellationToken ct);

    [Post("/" + PlatformPaths.Ask)]
    Task<ApiResponse<JsonObject>> GetBillAsync([Body] JsonObject message, [Header("Authorization")] string? bearer, CancellationToken ct);
}

/// <summary>Stands for the address in <c>Payments:Platform:Url</c>, which is wherever the platform put it.</summary>
internal static class PlatformPaths
{
    public const string Ask = "ask";
}

[JsonSerializable(typeof(JsonObject))]
internal sealed partial class PlatformJson : JsonSerializerContext;
