using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Lgsp;

/// <summary>HTTP side of the ranges, under the token that the orders use.</summary>
internal sealed class LgspApi(NgspApi ngsp, PostalOperatorOptions options) : ILgspApi
{
    public Task<WireReply<LgspRangeAnswer>> AllotAsync(int quantity, CancellationToken ct) => ngsp.CallAsync(
        () => ngsp.Post(NgspSpeech.Ranges, new LgspRangeRequest(options.CustomerCode, quantity), LgspJson.Wire.LgspRangeRequest),
        LgspJson.Wire.LgspRangeAnswer, options.Timeouts.Write, ct);

    public Task<WireReply<LgspRangeAnswer>> RangesAsync(CancellationToken ct) => ngsp.CallAsync(
        () => ngsp.Get(NgspSpeech.Ranges, ("CustomerCode", options.CustomerCode)), LgspJson.Wire.LgspRangeAnswer, options.Timeouts.Read, ct);
}

/// <summary>What a province's platform offers beyond N-GSP's own operations: ranges of item codes. Assumed; no public source shows the calls.</summary>
internal interface ILgspApi
{
    Task<WireReply<LgspRangeAnswer>> AllotAsync(int quantity, CancellationToken ct);

    Task<WireReply<LgspRangeAnswer>> RangesAsync(CancellationToken ct);
}
