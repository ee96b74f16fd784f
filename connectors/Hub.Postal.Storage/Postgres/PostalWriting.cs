using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Postgres;

namespace Hub.Postal.Storage.Postgres;

/// <summary>Adds the post's own rows of a batch to what travels with the commit.</summary>
internal static class PostalWriting
{
    public static void Write(PostgresBatch last, PostalBatch batch)
    {
        last.Write(batch.Consignments);
        Records(last, [.. batch.Records]);
        Custody(last, [.. batch.Custody]);
        Sheets(last, [.. batch.Sheets]);
        Attachments(last, [.. batch.Attachments]);
        if (batch.Waybill is { } take)
        {
            last.Add("UPDATE waybill_ranges SET next = $3 WHERE operator = $1 AND id = $2").Text(take.Operator).Text(take.RangeId).Long(take.Number + 1);
        }
    }

    private static void Records(PostgresBatch last, PostalRecord[] records)
    {
        if (records.Length == 0)
        {
            return;
        }

        last.Add("""
            INSERT INTO postal_records (number, source, key, kind, code, state, verdict, at, received_at, place, text, raw, stray)
            SELECT t.number, t.source, t.key, t.kind, t.code, t.state, t.verdict, t.at, t.received_at, t.place, t.text, t.raw, (c.found IS NULL)::integer
            FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::bigint[], $9::bigint[], $10::text[], $11::text[], $12::bytea[])
                WITH ORDINALITY AS t (number, source, key, kind, code, state, verdict, at, received_at, place, text, raw, n)
            LEFT JOIN LATERAL (SELECT 1 AS found FROM consignments x WHERE x.number = t.number LIMIT 1) c ON TRUE
            ORDER BY t.n ON CONFLICT (source, key) DO NOTHING
            """)
            .Texts(Array.ConvertAll(records, r => r.Number)).Texts(Array.ConvertAll(records, r => r.Source)).Texts(Array.ConvertAll(records, r => r.Key))
            .Texts(Array.ConvertAll(records, r => r.Kind.ToString())).Texts(Array.ConvertAll(records, r => r.Code)).Texts(Array.ConvertAll(records, r => r.State?.ToString()))
            .Texts(Array.ConvertAll(records, r => r.Verdict.ToString())).Longs(Array.ConvertAll(records, r => PostgresTime.Of(r.At)))
            .Longs(Array.ConvertAll(records, r => PostgresTime.Of(r.ReceivedAt))).Texts(Array.ConvertAll(records, r => r.Place))
            .Texts(Array.ConvertAll(records, r => r.Text)).BlobsMany(Array.ConvertAll(records, r => r.Raw));
    }

    private static void Custody(PostgresBatch last, CustodyLink[] links)
    {
        if (links.Length == 0)
        {
            return;
        }

        last.Add("""
            INSERT INTO custody_links (dossier, item, no, holder_from, holder_to, number, office, by, at, received_at, previous, hash)
            SELECT * FROM unnest($1::text[], $2::text[], $3::integer[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::bigint[], $10::bigint[], $11::bytea[], $12::bytea[])
            """)
            .Texts(Array.ConvertAll(links, l => l.Dossier)).Texts(Array.ConvertAll(links, l => l.Item)).Ints(Array.ConvertAll(links, l => l.No))
            .Texts(Array.ConvertAll(links, l => l.From.ToString())).Texts(Array.ConvertAll(links, l => l.To.ToString())).Texts(Array.ConvertAll(links, l => l.Number))
            .Texts(Array.ConvertAll(links, l => l.Office)).Texts(Array.ConvertAll(links, l => l.By)).Longs(Array.ConvertAll(links, l => PostgresTime.Of(l.At)))
            .Longs(Array.ConvertAll(links, l => PostgresTime.Of(l.ReceivedAt))).BlobsMany(Array.ConvertAll(links, l => l.Previous)).BlobsMany(Array.ConvertAll(links, l => l.Hash));
    }

    private static void Sheets(PostgresBatch last, PostalSheet[] sheets)
    {
        if (sheets.Length == 0)
        {
            return;
        }

        last.Add("""
            INSERT INTO postal_sheets (kind, id, operator, office, state, opened_at, version, body)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::text[], $5::text[], $6::bigint[], $7::bigint[], $8::bytea[])
            ON CONFLICT (kind, id) DO UPDATE SET operator = excluded.operator, office = excluded.office, state = excluded.state, opened_at = excluded.opened_at,
                version = excluded.version, body = excluded.body
            """)
            .Texts(Array.ConvertAll(sheets, s => s.Kind.ToString())).Texts(Array.ConvertAll(sheets, s => s.Id)).Texts(Array.ConvertAll(sheets, s => s.Operator))
            .Texts(Array.ConvertAll(sheets, s => s.Office)).Texts(Array.ConvertAll(sheets, s => s.State.ToString())).Longs(Array.ConvertAll(sheets, s => PostgresTime.Of(s.OpenedAt)))
            .Longs(Array.ConvertAll(sheets, s => s.Version + 1)).BytesMany(Array.ConvertAll(sheets, s => (byte[]?)PostalDocument.Of(s)));
    }

    private static void Attachments(PostgresBatch last, PostalAttachment[] attachments)
    {
        if (attachments.Length == 0)
        {
            return;
        }

        last.Add("""
            INSERT INTO postal_attachments (sha256, number, media_type, received_at, content)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::bigint[], $5::bytea[]) ON CONFLICT (sha256) DO NOTHING
            """)
            .Texts(Array.ConvertAll(attachments, a => a.Sha256)).Texts(Array.ConvertAll(attachments, a => a.Number)).Texts(Array.ConvertAll(attachments, a => a.MediaType))
            .Longs(Array.ConvertAll(attachments, a => PostgresTime.Of(a.ReceivedAt))).BlobsMany(Array.ConvertAll(attachments, a => a.Content));
    }
}
