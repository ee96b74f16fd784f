using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Hub.Payments.Storage.Sqlite;

/// <summary>How rows become records. Documents are read from <c>version, body</c>.</summary>
internal static class PaymentsRows
{
    public static Fee Fee(SqliteDataReader r) => PaymentsDocument.Fee(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static PaymentRequest Request(SqliteDataReader r) => PaymentsDocument.Request(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static Payment Payment(SqliteDataReader r) => PaymentsDocument.Payment(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static BeneficiaryAccount Account(SqliteDataReader r) => PaymentsDocument.Account(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static PlatformOrder Order(SqliteDataReader r) => PaymentsDocument.Order(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static CounterSheet Sheet(SqliteDataReader r) => PaymentsDocument.Sheet(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static KeptStatement Statement(SqliteDataReader r) => PaymentsDocument.Statement(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    /// <summary>Of <c>version, body, seq</c>.</summary>
    public static NumberedPayment Numbered(SqliteDataReader r) => new(r.GetInt64(2), Payment(r));

    public static LedgerMove Move(SqliteDataReader r) => new(
        r.GetString(0), r.IsDBNull(1) ? null : Columns.State(r.GetString(1)), Text(r, 2), Columns.State(r.GetString(3)), Text(r, 4), r.GetInt64(5), r.GetString(6), SqliteTime.To(r.GetInt64(7)));

    public static KeptMessage Message(SqliteDataReader r) => new()
    {
        Id = r.GetString(0),
        Messenger = r.GetString(1),
        Key = r.GetString(2),
        Digest = r.GetString(3),
        ReceivedAt = SqliteTime.To(r.GetInt64(4)),
        Raw = r.GetFieldValue<byte[]>(5),
        Notice = PaymentsDocument.Notice(r.IsDBNull(6) ? null : r.GetFieldValue<byte[]>(6)),
        Code = Text(r, 7),
        IsUnclear = r.GetInt32(8) != 0,
        Verdict = Text(r, 9),
        Payment = Text(r, 10),
    };

    public static KeptLine Line(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), DateOnly.FromDayNumber(r.GetInt32(3)), DateOnly.FromDayNumber(r.GetInt32(4)), r.GetInt64(5), Text(r, 6), r.GetString(7), r.GetString(8),
        r.GetInt32(9), Text(r, 10), SqliteTime.To(r.GetInt64(11)), r.GetInt32(12) != 0);

    public static ExpectedFile Expected(SqliteDataReader r) =>
        new(r.GetString(0), DateOnly.FromDayNumber(r.GetInt32(1)), Columns.Expecting(r.GetString(2)), SqliteTime.To(r.GetInt64(3)), r.GetInt64(4));

    public static LedgerLine Ledger(SqliteDataReader r) => Columns.Ledger(r.GetString(0), r.GetInt64(1), at => r.GetInt64(at + 2));

    public static LedgerFault Fault(SqliteDataReader r) => new(r.GetString(0), r.GetString(1), r.GetInt64(2), r.GetInt64(3));

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
