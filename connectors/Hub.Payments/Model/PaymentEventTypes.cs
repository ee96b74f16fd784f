namespace Hub.Payments.Model;

/// <summary>Types of the payments' events: what the centre says and what it is told. The dossier code is the subject of all.</summary>
public static class PaymentEventTypes
{
    public const string FeeAssessed = "vn.onestop.fee.assessed.v1";
    public const string FeeChanged = "vn.onestop.fee.changed.v1";
    public const string FeeCancelled = "vn.onestop.fee.cancelled.v1";
    public const string CashReceived = "vn.onestop.payment.cash-received.v1";

    public const string FeePaid = "vn.onestop.fee.paid.v1";
    public const string FeeOverpaid = "vn.onestop.fee.overpaid.v1";
    public const string FeeUnderpaid = "vn.onestop.fee.underpaid.v1";
    public const string FeeRefundDue = "vn.onestop.fee.refund-due.v1";
    public const string FeeRefunded = "vn.onestop.fee.refunded.v1";
    public const string FeeWrittenOff = "vn.onestop.fee.written-off.v1";
    public const string PaymentReversed = "vn.onestop.payment.reversed.v1";
    public const string FeeDiscrepancy = "vn.onestop.fee.discrepancy.v1";
}
