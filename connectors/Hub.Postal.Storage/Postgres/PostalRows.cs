using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Postgres;
using Npgsql;

namespace Hub.Postal.Storage.Postgres;

/// <summary>Columns of the post's rows, and how they become records.</summary>
internal static class PostalRows
{
    public const string RecordColumns = "number, source, key, kind, code, state, verdict, at, received_at, place, text, raw";
    public const string CustodyColumns = "dossier, item, no, holder_from, holder_to, number, office, by, at, received_at, previous, hash";
    public const string RangeColumns = "operator, id, prefix, suffix, digits, check_digit, first, last, next, added_at";

    /// <summary>Of <c>version, body</c>.</summary>
    public static Consignment Consignment(NpgsqlDataReader r) => PostalDocument.Consignment(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    /// <summary>Of <c>version, body</c>.</summary>
    public static PostalSheet Sheet(NpgsqlDataReader r) => PostalDocument.Sheet(r.GetFieldValue<byte[]>(1), r.GetInt64(0));

    public static PostalRecord Record(NpgsqlDataReader r) => new(
        r.Str(0), r.Str(1), r.Str(2), Enum.Parse<PostalRecordKind>(r.Str(3)), r.Str(4),
        r.Text(5) is { } state ? Enum.Parse<ConsignmentState>(state) : null, Enum.Parse<MoveVerdict>(r.Str(6)),
        PostgresTime.To(r.GetInt64(7)), PostgresTime.To(r.GetInt64(8)), r.Text(9), r.Text(10), r.GetFieldValue<byte[]>(11));

    public static CashDay CashDay(NpgsqlDataReader r) =>
        new(Consignments.CashDay.Of(r.GetInt64(0)), r.Text(1) ?? "", (int)r.GetInt64(2), r.GetInt64(3), r.GetInt64(4), r.GetInt64(5));

    public static CustodyLink Link(NpgsqlDataReader r) => new(
        r.Str(0), r.Str(1), r.GetInt32(2), Enum.Parse<Holder>(r.Str(3)), Enum.Parse<Holder>(r.Str(4)), r.Str(5), r.Text(6), r.Str(7),
        PostgresTime.To(r.GetInt64(8)), PostgresTime.To(r.GetInt64(9)), r.GetFieldValue<byte[]>(10), r.GetFieldValue<byte[]>(11));

    public static WaybillRange Range(NpgsqlDataReader r) => new(
        r.Str(0), r.Str(1), r.Str(2), r.Str(3), r.GetInt32(4), r.GetInt32(5) != 0, r.GetInt64(6), r.GetInt64(7), r.GetInt64(8), PostgresTime.To(r.GetInt64(9)));
}
