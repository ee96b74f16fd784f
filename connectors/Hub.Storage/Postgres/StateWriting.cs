using System.Text.Json;
using Hub.Core.Envelopes;
using Hub.Core.Procedures;

namespace Hub.Storage.Postgres;

/// <summary>Adds to a batch what moves with events and settlements.</summary>
internal static class StateWriting
{
    /// <summary>Only under the gate, which counts the changes.</summary>
    public static void Apply(this PostgresBatch batch, ProcedureChange change)
    {
        batch.Add("""
            INSERT INTO procedure_changes (seq, code, kind, before, after, fields, at, source)
            SELECT COALESCE((SELECT MAX(c.seq) FROM procedure_changes c), 0) + 1, $1, $2, $3, $4, $5, $6, $7
            """)
            .Text(change.Code).Text(change.Kind).Text(Json(change.Before)).Text(Json(change.After))
            .Text(JsonSerializer.Serialize(change.Fields)).Time(change.At).Text(change.Source);
        if (change.After is { } after)
        {
            batch.Add("INSERT INTO procedures (code, body) VALUES ($1, $2) ON CONFLICT (code) DO UPDATE SET body = excluded.body, withdrawn = 0")
                .Text(change.Code).Text(Json(after));
        }
        else
        {
            batch.Add("UPDATE procedures SET withdrawn = 1 WHERE code = $1").Text(change.Code);
        }
    }

    public static void Save(this PostgresBatch batch, Integration integration) =>
        batch.Add("""
            INSERT INTO integrations (procedure_code, state, evidence, at) VALUES ($1, $2, $3, $4)
            ON CONFLICT (procedure_code) DO UPDATE SET state = excluded.state, evidence = excluded.evidence, at = excluded.at
            """)
            .Text(integration.ProcedureCode).Text(integration.State).Text(integration.Evidence).Time(integration.At);

    public static void Save(this PostgresBatch batch, string lane, string key, PartnerState state) =>
        batch.Add("""
            INSERT INTO partner_state AS p (lane, key, json, doubt, checked_at) VALUES ($1, $2, $3, $4, $5)
            ON CONFLICT (lane, key) DO UPDATE SET json = excluded.json, doubt = excluded.doubt, checked_at = COALESCE(excluded.checked_at, p.checked_at)
            """)
            .Text(lane).Text(key).Text(state.Json).Int(state.Doubt).Time(state.CheckedAt);

    private static string? Json(Procedure? procedure) => procedure is null ? null : JsonSerializer.Serialize(procedure);
}
