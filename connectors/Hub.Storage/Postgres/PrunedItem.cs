using Hub.Storage.Modules;

namespace Hub.Storage.Postgres;

/// <summary>A dossier, event or command with all that hangs on it.</summary>
/// <param name="Code">Of a dossier, or of one that the hub does not know but a party has something of; else null.</param>
/// <param name="Rows">How many rows go with it, the identities of its events not counted.</param>
internal sealed record PrunedItem(string? Code, long[] Events, long[] Envelopes, string[] Lanes, long Rows)
{
    public static async Task RemoveAsync(PostgresSession session, IReadOnlyList<PrunedItem> items, IReadOnlyList<PrunedRows> modules, CancellationToken ct)
    {
        if (items.Count == 0)
        {
            return;
        }

        long[] events = [.. items.SelectMany(item => item.Events)];
        long[] envelopes = [.. items.SelectMany(item => item.Envelopes)];
        var states = (from item in items where item.Code is not null from lane in item.Lanes select (Lane: lane, item.Code)).ToList();
        var batch = session.Batch();
        batch.Add("DELETE FROM partner_state p USING unnest($1::text[], $2::text[]) AS t (lane, key) WHERE p.lane = t.lane AND p.key = t.key")
            .Texts(states.ConvertAll(state => (string?)state.Lane)).Texts(states.ConvertAll(state => (string?)state.Code));
        batch.Add("DELETE FROM attempts WHERE envelope_seq = ANY($1)").Longs(envelopes);
        batch.Add("DELETE FROM body_edits WHERE envelope_seq = ANY($1)").Longs(envelopes);
        batch.Add("DELETE FROM envelopes WHERE seq = ANY($1)").Longs(envelopes);
        batch.Add("DELETE FROM event_ids i USING events e WHERE e.seq = ANY($1) AND i.id = e.id AND i.source = e.source").Longs(events);
        batch.Add("DELETE FROM events WHERE seq = ANY($1)").Longs(events);
        string[] codes = [.. items.Select(item => item.Code).OfType<string>()];
        batch.Add("DELETE FROM tasks WHERE dossier = ANY($1)").Texts(codes);
        batch.Add("DELETE FROM proposals WHERE dossier = ANY($1)").Texts(codes);
        batch.Add("DELETE FROM dossiers WHERE code = ANY($1)").Texts(codes);
        foreach (var table in modules.SelectMany(rows => rows.OfDossier))
        {
            batch.Add(table.Remove).Texts(codes);
        }

        await batch.RunAsync(ct);
    }
}
