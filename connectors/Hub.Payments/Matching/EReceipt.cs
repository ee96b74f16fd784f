using Hub.Payments.Model;
using static Hub.Payments.Matching.EReceiptState;

namespace Hub.Payments.Matching;

/// <summary>The electronic receipt of a fee.</summary>
/// <param name="Number">Null before it is issued.</param>
public sealed record EReceipt(string? Number, EReceiptState State)
{
    public static EReceipt None { get; } = new(null, EReceiptState.None);

    /// <summary>Says to the payer that the money is there.</summary>
    public bool IsInForce => State is Issued or Replaced;
}

public enum EReceiptState
{
    None,
    Requested,
    Issued,
    Cancelled,

    /// <summary>One with another number stands in its place.</summary>
    Replaced,
}

/// <summary>The legal moves of an electronic receipt.</summary>
public static class EReceiptStates
{
    public static StateTable<EReceiptState> Table { get; } = new(
        new(None, "none", ("Chưa có biên lai", "None"), Requested, Issued),
        new(Requested, "requested", ("Đã yêu cầu lập", "Requested"), None, Issued),
        new(Issued, "issued", ("Đã lập", "Issued"), Cancelled, Replaced),
        new(Cancelled, "cancelled", ("Đã hủy biên lai", "Cancelled"), Requested, Issued),
        new(Replaced, "replaced", ("Đã lập biên lai thay thế", "Replaced"), Cancelled));
}
