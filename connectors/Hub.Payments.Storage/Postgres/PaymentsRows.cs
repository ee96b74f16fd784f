using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Postgres;
using Npgsql;

namespace Hub.Payments.Storage.Postgres;

/// <summary>How rows become records. Documents are read from <c>version, body</c>.</summary>
internal static class PaymentsRows
{
    public static Fee Fee(NpgsqlDataReader r) => PaymentsDocument.Fee(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static PaymentRequest Request(NpgsqlDataReader r) => PaymentsDocument.Request(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static Payment Payment(NpgsqlDataReader r) => PaymentsDocument.Payment(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static BeneficiaryAccount Account(NpgsqlDataReader r) => PaymentsDocument.Account(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static PlatformOrder Order(NpgsqlDataReader r) => PaymentsDocument.Order(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static CounterSheet Sheet(NpgsqlDataReader r) => PaymentsDocument.Sheet(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static KeptStatement Statement(NpgsqlDataReader r) => PaymentsDocument.Statement(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    /// <summary>Of <c>version, body, seq</c>.</summary>
    public static NumberedPayment Numbered(NpgsqlDataReader r) => new(r.GetInt64(2), Payment(r));

    public static LedgerMove Move(NpgsqlDataReader r) => new(
        r.Str(0), r.Text(1) is { } from ? Columns.State(from) : null, r.Text(2), Columns.State(r.Str(3)), r.Text(4), r.GetInt64(5), r.Str(6), PostgresTime.To(r.GetInt64(7)));

    public static KeptMessage Message(NpgsqlDataReader r) => new()
    {
        Id = r.Str(0),
        Messenger = r.Str(1),
        Key = r.Str(2),
        Digest = r.Str(3),
        ReceivedAt = PostgresTime.To(r.GetInt64(4)),
        Raw = r.GetFieldValue<byte[]>(5),
        Notice = PaymentsDocument.Notice(r.IsDBNull(6) ? null : r.GetFieldValue<byte[]>(6)),
        Code = r.Text(7),
        IsUnclear = r.GetInt32(8) != 0,
        Verdict = r.Text(9),
        Payment = r.Text(10),
    };

    public static KeptLine Line(NpgsqlDataReader r) => new(
        r.Str(0), r.Str(1), r.Str(2), DateOnly.FromDayNumber((int)r.GetInt64(3)), DateOnly.FromDayNumber((int)r.GetInt64(4)), r.GetInt64(5), r.Text(6), r.Str(7), r.Str(8), r.GetInt32(9), r.Text(10),
        PostgresTime.To(r.GetInt64(11)), r.GetInt32(12) != 0);

    public static ExpectedFile Expected(NpgsqlDataReader r) =>
        new(r.Str(0), DateOnly.FromDayNumber((int)r.GetInt64(1)), Columns.Expecting(r.Str(2)), PostgresTime.To(r.GetInt64(3)), r.GetInt64(4));

    public static LedgerLine Ledger(NpgsqlDataReader r) => Columns.Ledger(r.Str(0), r.GetInt64(1), at => r.GetInt64(at + 2));

    public static LedgerFault Fault(NpgsqlDataReader r) => new(r.Str(0), r.Str(1), r.GetInt64(2), r.GetInt64(3));
}
