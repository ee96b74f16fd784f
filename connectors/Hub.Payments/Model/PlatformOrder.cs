using static Hub.Payments.Model.PlatformOrderState;

namespace Hub.Payments.Model;

/// <summary>One asking of ours for money at the national PaymentPlatform: kept before the platform is called, so that a call without an answer is known.</summary>
public sealed record PlatformOrder
{
    /// <summary><c>MaThamChieu</c>; the platform knows the order by it, for ever.</summary>
    public required string Reference { get; init; }

    /// <summary>Text of the payment request's reference.</summary>
    public required string Request { get; init; }

    /// <summary>Id of the fee.</summary>
    public required string Fee { get; init; }

    public required string Dossier { get; init; }

    /// <summary>Whole đồng, more than 0.</summary>
    public required long Amount { get; init; }

    /// <summary>The account that is paid, as it was when the order was made.</summary>
    public required string Bin { get; init; }

    public required string Account { get; init; }

    public required string Holder { get; init; }

    /// <summary>To the second; <c>ThoiGianGD</c> of INIT, so that the same order sent again is the same message.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>From then on nobody asks the platform any more; money that comes later is booked all the same.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }

    public PlatformOrderState State { get; init; }

    /// <summary>Where the payer goes; null until the platform said so.</summary>
    public string? Page { get; init; }

    /// <summary>How often the platform answered how the order stands.</summary>
    public int Asked { get; init; }

    /// <summary>When the platform is asked next; null at an end.</summary>
    public DateTimeOffset? DueAt { get; init; }

    /// <summary>What the platform last said of it, a word: <c>pending</c>, <c>refused</c>, <c>state</c>; null before its first answer.</summary>
    public string? LastAnswer { get; init; }

    /// <summary>Id of the payment that its money is.</summary>
    public string? Payment { get; init; }

    public DateTimeOffset ChangedAt { get; init; }

    public long Version { get; init; }

    public bool IsLive => State is Opening or Pending;

    /// <summary>What the payer reads as the text of the payment; the platform tells it back.</summary>
    public string Text => $"THANH TOAN HO SO {Dossier}";
}

/// <summary>How an order at the PaymentPlatform stands.</summary>
public enum PlatformOrderState
{
    /// <summary>It may or may not have reached the platform.</summary>
    Opening,

    /// <summary>The platform has it, and nobody has paid yet, or a bank has not answered.</summary>
    Pending,

    /// <summary>Its money is booked.</summary>
    Booked,
    Failed,

    /// <summary>Asked for to its last day and never paid.</summary>
    Expired,
}

/// <summary>The legal moves of an order. Money may come after every other end.</summary>
public static class PlatformOrderStates
{
    public static StateTable<PlatformOrderState> Table { get; } = new(
        new(Opening, "opening", ("Đang gửi sang nền tảng", "Being sent to the platform"), Pending, Booked, Failed, Expired),
        new(Pending, "pending", ("Chờ kết quả từ nền tảng", "Waiting for the platform"), Booked, Failed, Expired),
        new(Booked, "booked", ("Đã ghi tiền", "Its money is booked")),
        new(Failed, "failed", ("Không thanh toán được", "Not paid"), Booked),
        new(Expired, "expired", ("Hết hạn hỏi", "Expired"), Booked));
}
