using Hub.Postal.Dialects.Lgsp.Shapes;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Lgsp;

/// <summary>What a province's platform offers beyond N-GSP's own operations: ranges of item codes. Assumed; no public source shows the calls.</summary>
internal interface ILgspApi
{
    Task<WireReply<LgspRangeAnswer>> AllotAsync(int quantity, CancellationToken ct);

    Task<WireReply<LgspRangeAnswer>> RangesAsync(CancellationToken ct);
}
