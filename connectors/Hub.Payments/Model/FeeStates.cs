using static Hub.Payments.Model.FeeState;

namespace Hub.Payments.Model;

/// <summary>How a fee stands. It follows from its lines, its money and what was decided; see <see cref="FeeBalance"/>.</summary>
public enum FeeState
{
    /// <summary>Nothing of it is paid.</summary>
    Open,
    Underpaid,
    Paid,

    /// <summary>Paid, and more than that: the rest waits to be given back.</summary>
    Overpaid,
    Cancelled,

    /// <summary>Cancelled, and what was paid waits to be given back.</summary>
    RefundDue,
    Refunded,

    /// <summary>Nobody asks for the rest any more.</summary>
    WrittenOff,
}

/// <summary>The legal moves of a fee. Money may come, and be taken back by a bank, in every state, so no state is the last.</summary>
public static class FeeStates
{
    public static StateTable<FeeState> Table { get; } = new(
        new(Open, "open", ("Chưa nộp", "Not paid"), Underpaid, Paid, Overpaid, Cancelled, RefundDue, Refunded, WrittenOff),
        new(Underpaid, "underpaid", ("Nộp thiếu", "Paid in part"), Open, Paid, Overpaid, RefundDue, WrittenOff),
        new(Paid, "paid", ("Đã nộp đủ", "Paid"), Open, Underpaid, Overpaid, Cancelled, RefundDue, Refunded),
        new(Overpaid, "overpaid", ("Nộp thừa, chờ hoàn phần thừa", "Overpaid, the rest is to be refunded"), Open, Underpaid, Paid, RefundDue),
        new(Cancelled, "cancelled", ("Đã hủy", "Cancelled"), RefundDue),
        new(RefundDue, "refund-due", ("Đã hủy, chờ hoàn tiền", "Cancelled, to be refunded"), Cancelled, Refunded),
        new(Refunded, "refunded", ("Đã hoàn tiền", "Refunded"), RefundDue),
        new(WrittenOff, "written-off", ("Không thu phần còn thiếu", "The rest was written off"), Open, Underpaid, Paid, Overpaid, Cancelled, RefundDue, Refunded));
}
