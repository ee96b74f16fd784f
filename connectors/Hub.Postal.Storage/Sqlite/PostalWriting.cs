using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Sqlite;

namespace Hub.Postal.Storage.Sqlite;

/// <summary>Writes the post's own rows of a batch that stands, inside the running transaction.</summary>
internal static class PostalWriting
{
    public static void Write(this SqliteSession session, PostalBatch batch)
    {
        Each(batch.Consignments, session.Write);
        Each(batch.Records, session.Write);
        Each(batch.Custody, session.Write);
        Each(batch.Sheets, session.Write);
        Each(batch.Attachments, session.Write);
        if (batch.Waybill is { } take)
        {
            session.Statement("UPDATE waybill_ranges SET next = ?3 WHERE operator = ?1 AND id = ?2").Bind(1, take.Operator).Bind(2, take.RangeId).Bind(3, take.Number + 1).Run();
        }
    }

    /// <summary>False when it overlaps another of its operator, or its id is taken.</summary>
    public static bool Add(this SqliteSession session, WaybillRange range) =>
        session.Statement("""
            INSERT INTO waybill_ranges (operator, id, prefix, suffix, digits, check_digit, first, last, next, added_at)
            SELECT ?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10
            WHERE NOT EXISTS (SELECT 1 FROM waybill_ranges r WHERE r.operator = ?1 AND (r.id = ?2 OR (r.prefix = ?3 AND r.suffix = ?4 AND r.first <= ?8 AND r.last >= ?7)))
            """)
            .Bind(1, range.Operator).Bind(2, range.Id).Bind(3, range.Prefix).Bind(4, range.Suffix).Bind(5, range.Digits).Bind(6, range.HasCheckDigit ? 1 : 0)
            .Bind(7, range.First).Bind(8, range.Last).Bind(9, range.Next).Bind(10, SqliteTime.Of(range.AddedAt)).Run() == 1;

    /// <summary>False when there is no such range, or nothing is left of it.</summary>
    public static bool Close(this SqliteSession session, string @operator, string id) =>
        session.Statement("UPDATE waybill_ranges SET next = last + 1 WHERE operator = ?1 AND id = ?2 AND next <= last").Bind(1, @operator).Bind(2, id).Run() == 1;

    private static void Each<T>(IReadOnlyList<T> items, Action<T> write)
    {
        foreach (var item in items)
        {
            write(item);
        }
    }

    private static void Write(this SqliteSession session, PostalRecord record) =>
        session.Statement("""
            INSERT INTO postal_records (number, source, key, kind, code, state, verdict, at, received_at, place, text, raw, stray)
            VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = ?1))
            ON CONFLICT (source, key) DO NOTHING
            """)
            .Bind(1, record.Number).Bind(2, record.Source).Bind(3, record.Key).Bind(4, record.Kind.ToString()).Bind(5, record.Code)
            .Bind(6, record.State?.ToString()).Bind(7, record.Verdict.ToString()).Bind(8, SqliteTime.Of(record.At)).Bind(9, SqliteTime.Of(record.ReceivedAt))
            .Bind(10, record.Place).Bind(11, record.Text).Bind(12, record.Raw.Span).Run();

    private static void Write(this SqliteSession session, CustodyLink link) =>
        session.Statement("""
            INSERT INTO custody_links (dossier, item, no, holder_from, holder_to, number, office, by, at, received_at, previous, hash) VALUES (?,?,?,?,?,?,?,?,?,?,?,?)
            """)
            .Bind(1, link.Dossier).Bind(2, link.Item).Bind(3, link.No).Bind(4, link.From.ToString()).Bind(5, link.To.ToString()).Bind(6, link.Number)
            .Bind(7, link.Office).Bind(8, link.By).Bind(9, SqliteTime.Of(link.At)).Bind(10, SqliteTime.Of(link.ReceivedAt))
            .Bind(11, link.Previous.Span).Bind(12, link.Hash.Span).Run();

    private static void Write(this SqliteSession session, PostalSheet sheet) =>
        session.Statement("""
            INSERT INTO postal_sheets (kind, id, operator, office, state, opened_at, version, body) VALUES (?,?,?,?,?,?,?,?)
            ON CONFLICT (kind, id) DO UPDATE SET operator = excluded.operator, office = excluded.office, state = excluded.state, opened_at = excluded.opened_at,
                version = excluded.version, body = excluded.body
            """)
            .Bind(1, sheet.Kind.ToString()).Bind(2, sheet.Id).Bind(3, sheet.Operator).Bind(4, sheet.Office).Bind(5, sheet.State.ToString())
            .Bind(6, SqliteTime.Of(sheet.OpenedAt)).Bind(7, sheet.Version + 1).Bind(8, PostalDocument.Of(sheet)).Run();

    private static void Write(this SqliteSession session, PostalAttachment attachment) =>
        session.Statement("""
            INSERT INTO postal_attachments (sha256, number, media_type, received_at, content) VALUES (?,?,?,?,?) ON CONFLICT (sha256) DO NOTHING
            """)
            .Bind(1, attachment.Sha256).Bind(2, attachment.Number).Bind(3, attachment.MediaType).Bind(4, SqliteTime.Of(attachment.ReceivedAt))
            .Bind(5, attachment.Content.Span).Run();
}
