using static Hub.Payments.Model.PaymentState;

namespace Hub.Payments.Model;

/// <summary>Where a đồng that came in is. All of a payment, or each of its shares, is in exactly one of these.</summary>
public enum PaymentState
{
    /// <summary>Told of, and not yet decided: a person must confirm what it is for, or the next step will.</summary>
    Waiting,
    Matched,

    /// <summary>It fits nothing that is known.</summary>
    Unidentified,

    /// <summary>It must be given back and has not left yet.</summary>
    RefundDue,
    Refunded,

    /// <summary>Kept by a decision, and for no fee.</summary>
    WrittenOff,

    /// <summary>The bank or the acquirer took it back: it is no longer money that came in.</summary>
    Reversed,
}

/// <summary>The legal moves of a payment's money.</summary>
public static class PaymentStates
{
    public static StateTable<PaymentState> Table { get; } = new(
        new(Waiting, "waiting", ("Chờ xác định", "Waiting"), Matched, Unidentified, RefundDue, Reversed),
        new(Matched, "matched", ("Đã khớp", "Matched"), Waiting, Unidentified, RefundDue, Reversed),
        new(Unidentified, "unidentified", ("Chưa rõ khoản thu", "Unidentified"), Waiting, Matched, RefundDue, WrittenOff, Reversed),
        new(RefundDue, "refund-due", ("Chờ hoàn tiền", "To be refunded"), Matched, Unidentified, Refunded, WrittenOff, Reversed),
        new(Refunded, "refunded", ("Đã hoàn tiền", "Refunded"), RefundDue),
        new(WrittenOff, "written-off", ("Đã xử lý, không hoàn", "Written off"), Matched, RefundDue, Reversed),
        new(Reversed, "reversed", ("Bị thu hồi", "Reversed")));
}
