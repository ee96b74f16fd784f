using Hub.Postal.Dialects.Lgsp.Shapes;
using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Dialects.Wire;

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
