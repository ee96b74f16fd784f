using System.Text.Json;
using Hub.Core.Procedures;
using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

internal sealed class PostgresCatalogue(PostgresRunner runner) : ICatalogue
{
    private const string ChangeColumns = "kind, code, before, after, fields, at, source";
    private const string IntegrationColumns = "procedure_code, state, evidence, at";

    public Task<IReadOnlyDictionary<string, Procedure>> ReadAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyDictionary<string, Procedure>>(async (session, stop) =>
    {
        var all = await session.Statement("SELECT body FROM procedures WHERE withdrawn = 0").ReadAsync(r => Parse(r, 0)!, stop);
        return all.ToDictionary(procedure => procedure.Code, StringComparer.Ordinal);
    }, ct);

    public Task<Procedure?> FindAsync(string code, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement("SELECT body FROM procedures WHERE code = $1 AND withdrawn = 0").Text(code)
            .ReadAsync(r => Parse(r, 0), stop)).FirstOrDefault(), ct);

    public Task<IReadOnlyList<ProcedureChange>> HistoryAsync(string? code, int limit, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<ProcedureChange>>(async (session, stop) =>
    {
        var select = code is null
            ? session.Statement($"SELECT {ChangeColumns} FROM procedure_changes ORDER BY seq DESC LIMIT $1").Int(limit)
            : session.Statement($"SELECT {ChangeColumns} FROM procedure_changes WHERE code = $2 ORDER BY seq DESC LIMIT $1").Int(limit).Text(code);
        return await select.ReadAsync(r => new ProcedureChange(
            r.Str(0), r.Str(1), Parse(r, 2), Parse(r, 3), JsonSerializer.Deserialize<FieldChange[]>(r.Str(4))!,
            PostgresTime.To(r.GetInt64(5)), r.Str(6)), stop);
    }, ct);

    public Task ApplyAsync(IReadOnlyList<ProcedureChange> changes, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        session.Audit(audit);
        var batch = session.Batch();
        foreach (var change in changes)
        {
            batch.Apply(change);
        }

        return await batch.RunAsync(stop);
    }, ct);

    public Task<IReadOnlyList<Integration>> IntegrationsAsync(CancellationToken ct) => runner.ReadAsync<IReadOnlyList<Integration>>(async (session, stop) =>
        await session.Statement($"SELECT {IntegrationColumns} FROM integrations ORDER BY procedure_code").ReadAsync(Row, stop), ct);

    public Task<Integration?> IntegrationAsync(string procedureCode, CancellationToken ct) => runner.ReadAsync(async (session, stop) =>
        (await session.Statement($"SELECT {IntegrationColumns} FROM integrations WHERE procedure_code = $1").Text(procedureCode)
            .ReadAsync(Row, stop)).FirstOrDefault(), ct);

    private static Integration Row(NpgsqlDataReader r) => new(r.Str(0), r.Str(1), r.Str(2), PostgresTime.To(r.GetInt64(3)));

    private static Procedure? Parse(NpgsqlDataReader r, int column) =>
        r.Text(column) is { } json ? JsonSerializer.Deserialize<Procedure>(json) : null;
}
