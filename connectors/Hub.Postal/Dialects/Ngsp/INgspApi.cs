using Hub.Postal.Dialects.Ngsp.Shapes;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>The operations of N-GSP, one method each, over HTTP only. No method throws for what the operator or the network does.</summary>
internal interface INgspApi
{
    Task<WireReply<NgspAnswer>> OrderAsync(NgspOrder order, CancellationToken ct);

    Task<WireReply<NgspAnswer>> CancelAsync(string number, CancellationToken ct);

    Task<WireReply<NgspAnswer>> LookUpAsync(string number, CancellationToken ct);

    /// <param name="size">1 to 1,000.</param>
    /// <param name="lastId">24 hex digits; what is told lies behind it.</param>
    Task<WireReply<NgspPage>> TrackAsync(int size, string lastId, CancellationToken ct);
}
