using Hub.Postal.Dialects.MyVnPost.Shapes;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>The operations of MyVNPost, one method each, over HTTP only. No method throws for what the operator or the network does.</summary>
internal interface IMyVnPostApi
{
    /// <summary><c>CreateOrder</c>.</summary>
    Task<WireReply<MyVnPostRecord>> CreateAsync(MyVnPostOrder order, CancellationToken ct);

    /// <summary><c>getOrder</c> by our own number; several when it was booked more than once.</summary>
    Task<WireReply<IReadOnlyList<MyVnPostResults>>> GetAsync(string number, CancellationToken ct);

    /// <summary><c>orderCancel</c>.</summary>
    Task<WireReply<MyVnPostTaken>> CancelAsync(string originalId, CancellationToken ct);

    /// <summary><c>orderCorrection</c>.</summary>
    Task<WireReply<MyVnPostTaken>> CorrectAsync(MyVnPostCorrection correction, CancellationToken ct);

    /// <summary><c>ServicesCharge</c>.</summary>
    Task<WireReply<IReadOnlyList<MyVnPostPrice>>> ChargeAsync(MyVnPostQuestion.Parcel parcel, CancellationToken ct);

    /// <summary><c>GetStatusHistoryOrder</c> by our own number.</summary>
    Task<WireReply<MyVnPostHistory>> HistoryAsync(string number, CancellationToken ct);
}
