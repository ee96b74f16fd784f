using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;

namespace Hub.Postal.Storage.Sqlite;

/// <summary>Columns of the post's rows, and how they become records.</summary>
internal static class PostalRows
{
    public const string RecordColumns = "number, source, key, kind, code, state, verdict, at, received_at, place, text, raw";
    public const string CustodyColumns = "dossier, item, no, holder_from, holder_to, number, office, by, at, received_at, previous, hash";
    public const string RangeColumns = "operator, id, prefix, suffix, digits, check_digit, first, last, next, added_at";

    /// <summary>Of <c>version, body</c>.</summary>
    public static Consignment Consignment(SqliteDataReader r) => PostalDocument.Consignment(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    /// <summary>Of <c>version, body</c>.</summary>
    public static PostalSheet Sheet(SqliteDataReader r) => PostalDocument.Sheet(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static PostalRecord Record(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), Enum.Parse<PostalRecordKind>(r.GetString(3)), r.GetString(4),
        Text(r, 5) is { } state ? Enum.Parse<ConsignmentState>(state) : null, Enum.Parse<MoveVerdict>(r.GetString(6)),
        SqliteTime.To(r.GetInt64(7)), SqliteTime.To(r.GetInt64(8)), Text(r, 9), Text(r, 10), r.GetFieldValue<byte[]>(11));

    public static CustodyLink Link(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetInt32(2), Enum.Parse<Holder>(r.GetString(3)), Enum.Parse<Holder>(r.GetString(4)), r.GetString(5), Text(r, 6), r.GetString(7),
        SqliteTime.To(r.GetInt64(8)), SqliteTime.To(r.GetInt64(9)), r.GetFieldValue<byte[]>(10), r.GetFieldValue<byte[]>(11));

    public static WaybillRange Range(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetInt32(4), r.GetInt32(5) != 0,
        r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), SqliteTime.To(r.GetInt64(9)));

    public static CashDay CashDay(SqliteDataReader r) =>
        new(Consignments.CashDay.Of(r.GetInt64(0)), Text(r, 1) ?? "", r.GetInt32(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5));

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
