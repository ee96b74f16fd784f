using System.Text.Json;
using Hub.Core.Procedures;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteCatalogue(SqliteDatabase database, SqliteWriter writer) : ICatalogue
{
    public Task<IReadOnlyDictionary<string, Procedure>> ReadAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT body FROM procedures WHERE withdrawn = 0 ORDER BY code");
        return Task.FromResult<IReadOnlyDictionary<string, Procedure>>(
            Read(command, r => Parse(r, 0)!).ToDictionary(procedure => procedure.Code, StringComparer.Ordinal));
    }

    public Task<Procedure?> FindAsync(string code, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT body FROM procedures WHERE code = $code AND withdrawn = 0", ("$code", code));
        return Task.FromResult(Read(command, r => Parse(r, 0)).FirstOrDefault());
    }

    public Task<IReadOnlyList<ProcedureChange>> HistoryAsync(string? code, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        var filter = code is null ? "" : "WHERE code = $code";
        using var command = Command(connection,
            $"SELECT kind, code, before, after, fields, at, source FROM procedure_changes {filter} ORDER BY seq DESC LIMIT $limit", ("$limit", limit));
        if (code is not null)
        {
            command.Parameters.AddWithValue("$code", code);
        }

        return Task.FromResult<IReadOnlyList<ProcedureChange>>(Read(command, r => new ProcedureChange(
            r.GetString(0), r.GetString(1), Parse(r, 2), Parse(r, 3), JsonSerializer.Deserialize<FieldChange[]>(r.GetString(4))!,
            SqliteTime.To(r.GetInt64(5)), r.GetString(6))));
    }

    public Task ApplyAsync(IReadOnlyList<ProcedureChange> changes, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            foreach (var change in changes)
            {
                session.Apply(change);
            }

            session.Audit(audit);
        }, ct);

    public Task<IReadOnlyList<Integration>> IntegrationsAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT procedure_code, state, evidence, at FROM integrations ORDER BY procedure_code");
        return Task.FromResult<IReadOnlyList<Integration>>(Read(command, Row));
    }

    public Task<Integration?> IntegrationAsync(string procedureCode, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            "SELECT procedure_code, state, evidence, at FROM integrations WHERE procedure_code = $code", ("$code", procedureCode));
        return Task.FromResult(Read(command, Row).FirstOrDefault());
    }

    private static Integration Row(SqliteDataReader r) => new(r.GetString(0), r.GetString(1), r.GetString(2), SqliteTime.To(r.GetInt64(3)));

    private static Procedure? Parse(SqliteDataReader r, int column) =>
        r.IsDBNull(column) ? null : JsonSerializer.Deserialize<Procedure>(r.GetString(column));
}
