using Hub.Postal.Consignments;
using Hub.Storage.Postgres;

namespace Hub.Postal.Storage.Postgres;

/// <summary>Whether everything still stands as a batch of the post was computed from it.</summary>
internal static class PostalChecking
{
    /// <summary>Each answer is how many have moved.</summary>
    public static void Ask(PostgresBatch ask, PostalBatch batch)
    {
        // 0 where there is none.
        ask.Add("""
            SELECT count(*) FROM unnest($1::text[], $2::bigint[]) AS t (number, version)
            WHERE COALESCE((SELECT c.version FROM consignments c WHERE c.number = t.number), 0) <> t.version
            """).Texts([.. batch.Consignments.Select(c => c.Number)]).Longs([.. batch.Consignments.Select(c => c.Version)]);
        ask.Add("""
            SELECT count(*) FROM unnest($1::text[], $2::text[], $3::bigint[]) AS t (kind, id, version)
            WHERE COALESCE((SELECT s.version FROM postal_sheets s WHERE s.kind = t.kind AND s.id = t.id), 0) <> t.version
            """).Texts([.. batch.Sheets.Select(s => s.Kind.ToString())]).Texts([.. batch.Sheets.Select(s => s.Id)]).Longs([.. batch.Sheets.Select(s => s.Version)]);
        if (batch.Act is { } act)
        {
            ask.Add("SELECT count(*) FROM postal_records WHERE source = $1 AND key = $2").Text(act.Source).Text(act.Key);
        }

        if (batch.Waybill is { } take)
        {
            ask.Add("SELECT 1 - count(*) FROM waybill_ranges WHERE operator = $1 AND id = $2 AND next = $3 AND last >= $3")
                .Text(take.Operator).Text(take.RangeId).Long(take.Number);
        }
    }
}
