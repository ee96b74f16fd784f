using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Postgres;

namespace Hub.Postal.Storage.Postgres;

/// <summary>Writes consignments, and the columns by which they are looked for.</summary>
internal static class ConsignmentWriting
{
    public static void Write(this PostgresBatch batch, IReadOnlyList<Consignment> consignments)
    {
        if (consignments.Count == 0)
        {
            return;
        }

        Consignment[] rows = [.. consignments];
        batch.Add("""
            INSERT INTO consignments (number, dossier, direction, sequence, request_source, request_id, operator, office, state, state_at, live, waybill, claimed_by,
                manifest, handover, remittance, attachment, cash_open, watch_at, poll_at, booked_at, version, body, cash_at, cash_amount)
            SELECT * FROM unnest($1::text[], $2::text[], $3::text[], $4::integer[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[], $10::bigint[], $11::integer[],
                $12::text[], $13::text[], $14::text[], $15::text[], $16::text[], $17::text[], $18::integer[], $19::bigint[], $20::bigint[], $21::bigint[], $22::bigint[], $23::bytea[],
                $24::bigint[], $25::bigint[])
            ON CONFLICT (number) DO UPDATE SET
                operator = excluded.operator, office = excluded.office, state = excluded.state, state_at = excluded.state_at, live = excluded.live, waybill = excluded.waybill,
                claimed_by = excluded.claimed_by, manifest = excluded.manifest, handover = excluded.handover, remittance = excluded.remittance,
                attachment = excluded.attachment, cash_open = excluded.cash_open, watch_at = excluded.watch_at, poll_at = excluded.poll_at, booked_at = excluded.booked_at,
                version = excluded.version, body = excluded.body, cash_at = excluded.cash_at, cash_amount = excluded.cash_amount
            """)
            .Texts(Array.ConvertAll(rows, c => c.Number)).Texts(Array.ConvertAll(rows, c => c.Dossier)).Texts(Array.ConvertAll(rows, c => c.Direction.ToString()))
            .Ints(Array.ConvertAll(rows, c => c.Sequence)).Texts(Array.ConvertAll(rows, c => c.RequestSource)).Texts(Array.ConvertAll(rows, c => c.RequestId))
            .Texts(Array.ConvertAll(rows, c => c.Operator)).Texts(Array.ConvertAll(rows, c => c.Office)).Texts(Array.ConvertAll(rows, c => c.State.ToString()))
            .Longs(Array.ConvertAll(rows, c => PostgresTime.Of(c.StateAt))).Ints(Array.ConvertAll(rows, c => c.IsLive ? 1 : 0))
            .Texts(Array.ConvertAll(rows, c => c.Waybill)).Texts(Array.ConvertAll(rows, c => c.ClaimedBy)).Texts(Array.ConvertAll(rows, c => c.Manifest))
            .Texts(Array.ConvertAll(rows, c => c.Handover)).Texts(Array.ConvertAll(rows, c => c.Cash?.Sheet)).Texts(Array.ConvertAll(rows, c => c.Proof?.Attachment))
            .Ints(Array.ConvertAll(rows, c => c.Cash is { Sheet: null } ? 1 : 0))
            .Longs(Array.ConvertAll(rows, c => PostgresTime.Of(c.WatchAt))).Longs(Array.ConvertAll(rows, c => PostgresTime.Of(c.PollAt)))
            .Longs(Array.ConvertAll(rows, c => PostgresTime.Of(c.BookedAt)))
            .Longs(Array.ConvertAll(rows, c => c.Version + 1)).BytesMany(Array.ConvertAll(rows, c => (byte[]?)PostalDocument.Of(c)))
            .Longs(Array.ConvertAll(rows, c => PostgresTime.Of(c.Cash?.At))).Longs(Array.ConvertAll(rows, c => c.Cash?.Amount));
    }
}
