using System.Text.Json;
using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Procedures;

namespace Hub.Storage.Sqlite;

/// <summary>Writes the read models that move with events and settlements.</summary>
internal static class StateWriting
{
    public static void Move(this SqliteSession session, DossierMove move) =>
        session.Statement("""
            INSERT INTO dossiers (code, procedure_code, first_at, last_at, status, status_at, closed) VALUES (?1, ?2, ?3, ?3, ?4, ?5, ?6)
            ON CONFLICT (code) DO UPDATE SET
                procedure_code = COALESCE(excluded.procedure_code, procedure_code),
                first_at = MIN(first_at, excluded.first_at),
                last_at = MAX(last_at, excluded.last_at),
                status = CASE WHEN excluded.status_at IS NOT NULL AND (status_at IS NULL OR excluded.status_at >= status_at) THEN excluded.status ELSE status END,
                closed = CASE WHEN excluded.status_at IS NOT NULL AND (status_at IS NULL OR excluded.status_at >= status_at) THEN excluded.closed ELSE closed END,
                status_at = CASE WHEN excluded.status_at IS NOT NULL AND (status_at IS NULL OR excluded.status_at >= status_at) THEN excluded.status_at ELSE status_at END
            """)
            .Bind(1, move.Code).Bind(2, move.ProcedureCode).Bind(3, SqliteTime.Of(move.At)).Bind(4, move.Status)
            .Bind(5, move.Status is null ? null : SqliteTime.Of(move.At)).Bind(6, move.IsTerminal ? 1 : 0)
            .Run();

    public static void Apply(this SqliteSession session, ProcedureChange change)
    {
        session.Statement("INSERT INTO procedure_changes (code, kind, before, after, fields, at, source) VALUES (?,?,?,?,?,?,?)")
            .Bind(1, change.Code).Bind(2, change.Kind).Bind(3, Json(change.Before)).Bind(4, Json(change.After))
            .Bind(5, JsonSerializer.Serialize(change.Fields)).Bind(6, SqliteTime.Of(change.At)).Bind(7, change.Source)
            .Run();
        if (change.After is { } after)
        {
            session.Statement("INSERT INTO procedures (code, body) VALUES (?, ?) ON CONFLICT (code) DO UPDATE SET body = excluded.body, withdrawn = 0")
                .Bind(1, change.Code).Bind(2, Json(after)).Run();
        }
        else
        {
            session.Statement("UPDATE procedures SET withdrawn = 1 WHERE code = ?").Bind(1, change.Code).Run();
        }
    }

    public static void Save(this SqliteSession session, Integration integration) =>
        session.Statement("""
            INSERT INTO integrations (procedure_code, state, evidence, at) VALUES (?,?,?,?)
            ON CONFLICT (procedure_code) DO UPDATE SET state = excluded.state, evidence = excluded.evidence, at = excluded.at
            """)
            .Bind(1, integration.ProcedureCode).Bind(2, integration.State).Bind(3, integration.Evidence).Bind(4, SqliteTime.Of(integration.At))
            .Run();

    public static void Save(this SqliteSession session, string lane, string key, PartnerState state) =>
        session.Statement("""
            INSERT INTO partner_state (lane, key, json, doubt, checked_at) VALUES (?,?,?,?,?)
            ON CONFLICT (lane, key) DO UPDATE SET json = excluded.json, doubt = excluded.doubt, checked_at = COALESCE(excluded.checked_at, checked_at)
            """)
            .Bind(1, lane).Bind(2, key).Bind(3, state.Json).Bind(4, state.Doubt).Bind(5, SqliteTime.Of(state.CheckedAt))
            .Run();

    private static string? Json(Procedure? procedure) => procedure is null ? null : JsonSerializer.Serialize(procedure);
}
