using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Intake;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Payments.Telling;

/// <summary>What the case system is told of money. The ids follow from the state that is written with them, so that the same thing told twice is one event.</summary>
public static class PaymentEvents
{
    private const int MostPayments = 100;

    private static readonly Dictionary<PaymentMethod, string> Methods = new()
    {
        [PaymentMethod.Transfer] = "transfer",
        [PaymentMethod.Card] = "card",
        [PaymentMethod.CounterCash] = "counter-cash",
        [PaymentMethod.CollectedCash] = "collected-cash",
        [PaymentMethod.Platform] = "platform",
    };

    public static string Name(this PaymentMethod method) => Methods[method];

    /// <param name="fee">As it is written: paid.</param>
    /// <param name="paid">What counts towards it.</param>
    /// <param name="payments">At least one, the latest last.</param>
    public static Submission Paid(Fee fee, long paid, string? reference, IReadOnlyList<Payment> payments, DateTimeOffset now) => OfFee(PaymentEventTypes.FeePaid, "paid", fee, now, json =>
    {
        json.WriteNumber("amount", fee.Amount);
        json.WriteNumber("paid", paid);
        json.WriteString("method", payments[^1].Method.Name());
        json.Text("reference", reference, 15);
        Of(json, payments);
        json.WriteString("paidAt", now);
    });

    public static Submission Overpaid(Fee fee, long paid, long excess, IReadOnlyList<Payment> payments, DateTimeOffset now) => OfFee(PaymentEventTypes.FeeOverpaid, "overpaid", fee, now, json =>
    {
        json.WriteNumber("amount", fee.Amount);
        json.WriteNumber("paid", paid);
        json.WriteNumber("excess", excess);
        Of(json, payments);
        json.WriteString("at", now);
    });

    /// <param name="reference">Of the request that asks for the rest.</param>
    public static Submission Underpaid(Fee fee, long paid, long missing, string? reference, IReadOnlyList<Payment> payments, DateTimeOffset now) => OfFee(PaymentEventTypes.FeeUnderpaid, "underpaid", fee, now, json =>
    {
        json.WriteNumber("amount", fee.Amount);
        json.WriteNumber("paid", paid);
        json.WriteNumber("missing", missing);
        json.Text("reference", reference, 15);
        Of(json, payments);
        json.WriteString("at", now);
    });

    /// <param name="amount">That became due with this.</param>
    /// <param name="cause"><c>cancelled</c>, <c>lowered</c>, <c>overpaid</c> or <c>paid-twice</c>.</param>
    public static Submission RefundDue(Fee fee, long amount, string cause, IReadOnlyList<Payment> payments, DateTimeOffset now) => OfFee(PaymentEventTypes.FeeRefundDue, "refund-due", fee, now, json =>
    {
        json.WriteNumber("amount", amount);
        json.WriteString("cause", cause);
        Of(json, payments);
        json.WriteString("at", now);
    });

    /// <param name="other">That told of the same money into another account.</param>
    public static Submission AccountDiffers(Fee fee, Payment payment, Payment other, DateTimeOffset now) => Make(PaymentEventTypes.FeeDiscrepancy, $"discrepancy-{payment.Id}", fee.Dossier, now, json =>
    {
        json.WriteString("code", "account-differs");
        json.WriteStartObject("sentences");
        json.WriteString("vi", $"Cùng một khoản tiền được báo với hai tài khoản, {other.Account} và {payment.Account}. Đối chiếu sao kê.");
        json.WriteString("en", $"The same money was told of with two accounts, {other.Account} and {payment.Account}. Compare with the statements.");
        json.WriteEndObject();
        json.Text("fee", fee.Number, 60);
        json.WriteString("payment", payment.Id);
        json.WriteString("at", now);
    });

    /// <param name="fee">As it stands after.</param>
    public static Submission Refunded(Fee fee, long amount, string? bankReference, IReadOnlyList<Payment> payments, DateTimeOffset now) => OfFee(PaymentEventTypes.FeeRefunded, "refunded", fee, now, json =>
    {
        json.WriteNumber("amount", amount);
        json.WriteString("state", FeeStates.Table.Name(fee.State));
        json.Text("bankReference", bankReference, 100);
        Of(json, payments);
        json.WriteString("refundedAt", now);
    });

    /// <param name="payment">As it is written.</param>
    /// <param name="amount">That was taken back.</param>
    /// <param name="cause"><c>bank-reversal</c>, <c>void</c> or <c>chargeback</c>.</param>
    /// <param name="fee">As it stands after; null where the money belonged to none.</param>
    public static Submission Reversed(Payment payment, long amount, string cause, Fee? fee, DateTimeOffset now) => Make(
        PaymentEventTypes.PaymentReversed, $"reversed-{payment.Id}-{payment.Version + 1}{(fee is null ? "" : "-" + Digest(fee.Id))}", fee?.Dossier, now, json =>
        {
            json.WriteString("payment", payment.Id);
            json.WriteNumber("amount", amount);
            json.WriteString("cause", cause);
            json.Text("fee", fee?.Number, 60);
            json.Text("state", fee is null ? null : FeeStates.Table.Name(fee.State), 20);
            json.WriteString("at", now);
        });

    /// <param name="fee">As it is written.</param>
    /// <param name="amount">That is asked for no more with this.</param>
    public static Submission WrittenOff(Fee fee, long amount, string reason, DateTimeOffset now) => OfFee(PaymentEventTypes.FeeWrittenOff, "written-off", fee, now, json =>
    {
        json.WriteNumber("amount", amount);
        json.WriteString("reason", reason);
        json.WriteString("at", now);
    });

    private static void Of(Utf8JsonWriter json, IReadOnlyList<Payment> payments)
    {
        if (payments.Count > 0)
        {
            json.WriteStartArray("payments");
            foreach (var payment in payments.TakeLast(MostPayments))
            {
                json.WriteStringValue(payment.Id);
            }

            json.WriteEndArray();
        }
    }

    private static Submission OfFee(string type, string what, Fee fee, DateTimeOffset now, Action<Utf8JsonWriter> write) => Make(type, $"{what}-{Digest(fee.Id)}-{fee.Version + 1}", fee.Dossier, now, json =>
    {
        json.WriteString("fee", fee.Number);
        write(json);
    });

    private static string Digest(string text) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)).AsSpan(0, 12));

    private static Submission Make(string type, string id, string? subject, DateTimeOffset now, Action<Utf8JsonWriter> write)
    {
        var told = new CloudEvent { Id = id, Source = PaymentCodes.Source, Type = type, Subject = subject, Time = now, Data = DataJson.Write(write) };
        return new Submission { Event = told, Digest = EventDigest.Of(told), Direction = EventDirection.Out, ReceivedAt = now, AcceptedBy = PaymentCodes.Hub };
    }
}
