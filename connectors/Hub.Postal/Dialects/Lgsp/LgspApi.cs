using Hub.Postal.Dialects.Ngsp;
using Refit;

namespace Hub.Postal.Dialects.Lgsp;

/// <summary>What a province's platform offers beyond N-GSP's own operations, under the token that the orders use: ranges of item codes. Assumed; no public source shows the calls.</summary>
internal interface ILgspApi
{
    [Post("/" + NgspPaths.Ranges)]
    Task<ApiResponse<LgspRangeAnswer>> AllotAsync([Body] LgspRangeRequest request, CancellationToken ct);

    [Get("/" + NgspPaths.Ranges)]
    Task<ApiResponse<LgspRangeAnswer>> RangesAsync([AliasAs("CustomerCode")] string customer, CancellationToken ct);
}
