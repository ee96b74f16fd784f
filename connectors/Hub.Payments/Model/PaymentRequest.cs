using Hub.Payments.References;
using static Hub.Payments.Model.RequestState;

namespace Hub.Payments.Model;

/// <summary>One asking for the money of a fee: what a QR code or a notice shows. A fee may have several; all lead to it, for ever.</summary>
public sealed record PaymentRequest
{
    public required PaymentReference Reference { get; init; }

    /// <summary>Id of the fee.</summary>
    public required string Fee { get; init; }

    public required string Dossier { get; init; }

    /// <summary>Whole đồng, more than 0.</summary>
    public required long Amount { get; init; }

    /// <summary>Number of the account that is to be paid; empty while none serves.</summary>
    public required string Account { get; init; }

    /// <summary>NAPAS' number of the account's bank; null of requests made before it was kept.</summary>
    public string? Bin { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public RequestState State { get; init; }

    /// <summary>Text of the reference that came in its place; null unless it was replaced.</summary>
    public string? ReplacedBy { get; init; }

    public long Version { get; init; }

    /// <summary>As it stands at a moment: an open one runs out by time alone.</summary>
    public RequestState StateAt(DateTimeOffset now) => State is Open && now >= ExpiresAt ? Expired : State;

    /// <summary>What an amount that came with its reference comes to. Whatever it is, the money is booked and belongs to the fee.</summary>
    public RequestFinding Judge(long amount, DateTimeOffset now) => StateAt(now) is Withdrawn ? RequestFinding.Withdrawn
        : StateAt(now) is Used ? RequestFinding.Again
        : amount < Amount ? RequestFinding.TooLittle
        : amount > Amount ? RequestFinding.TooMuch
        : StateAt(now) is Open ? RequestFinding.Exact
        : RequestFinding.Late;
}

/// <summary>How a payment request stands.</summary>
public enum RequestState
{
    Open,

    /// <summary>Money came with its reference.</summary>
    Used,
    Expired,

    /// <summary>A newer one asks in its place.</summary>
    Replaced,

    /// <summary>The fee was cancelled or is paid otherwise.</summary>
    Withdrawn,
}

/// <summary>What the money that came for a request is, seen from the request.</summary>
public enum RequestFinding
{
    Exact,
    TooLittle,
    TooMuch,

    /// <summary>The right amount for one that ran out or was replaced.</summary>
    Late,

    /// <summary>It was paid before.</summary>
    Again,

    /// <summary>Nothing was to be paid any more: finance must look.</summary>
    Withdrawn,
}

/// <summary>The legal moves of a payment request. An old reference is known for ever, so money may use one in every state.</summary>
public static class RequestStates
{
    public static StateTable<RequestState> Table { get; } = new(
        new(Open, "open", ("Chờ nộp", "Open"), Used, Expired, Replaced, Withdrawn),
        new(Used, "used", ("Đã nhận tiền", "Used")),
        new(Expired, "expired", ("Hết hạn", "Expired"), Used, Replaced, Withdrawn),
        new(Replaced, "replaced", ("Đã thay bằng mã mới", "Replaced"), Used),
        new(Withdrawn, "withdrawn", ("Đã thu hồi", "Withdrawn"), Used));
}
