using Hub.Core.Tasks;
using Hub.Core.Trust;

namespace Hub.Storage.Postgres;

internal sealed class PostgresTasks(PostgresRunner runner) : ITasks
{
    public async Task<WorkTask?> FindAsync(Guid id, CancellationToken ct) => (await runner.ReadAsync(
        (session, stop) => session.Statement($"SELECT {PostgresRows.TaskColumns} FROM tasks WHERE id = $1").Bytes(id.ToByteArray(bigEndian: true)).ReadAsync(PostgresRows.ToTask, stop), ct)).FirstOrDefault();

    public async Task<IReadOnlyList<WorkTask>> ListAsync(
        bool open, string? kind, string? @operator, string? dossier, DateTimeOffset? afterDue, Guid? after, int limit, CancellationToken ct)
    {
        // The order names the one index that is to be walked, and what is left to filter is no column: what is open is little, but of what is ended there may be years.
        var (lead, value) = dossier is not null ? ("dossier", "$1")
            : open ? ("", "")
            : (kind, @operator) switch { (null, null) => ("", ""), (null, _) => ("operator", "$3"), (_, null) => ("kind", "$2"), _ => ("operator || '/' || kind", "$3 || '/' || $2") };
        var (order, place, bound) = lead.Length == 0 ? ("due_at, id", "$4, $5", "") : ($"{lead}, due_at, id", $"{value}, $4, $5", $" AND {lead} >= {value} AND {lead} <= {value}");
        // Both bounds, though the place is one already: a planner that knows no figures of the table takes a span as narrow only when it sees both ends.
        var conditions = (open ? "ended_at IS NULL" : dossier is null ? "ended_at IS NOT NULL" : "(ended_at + 0) IS NOT NULL")
            + (kind is null || lead.Contains("kind", StringComparison.Ordinal) ? "" : " AND kind || '' = $2")
            + (@operator is null || lead.Contains("operator", StringComparison.Ordinal) ? "" : " AND operator || '' = $3");
        return await runner.ReadAsync(
            (session, stop) => session.Statement($"""
                SELECT {PostgresRows.TaskColumns} FROM tasks WHERE ({order}) > ({place}){bound} AND {conditions} ORDER BY {order} LIMIT $6
                """)
                .Text(dossier).Text(kind).Text(@operator).Long(PostgresTime.Of(afterDue) ?? long.MinValue).Bytes((after ?? Guid.Empty).ToByteArray(bigEndian: true)).Int(limit)
                .ReadAsync(PostgresRows.ToTask, stop), ct);
    }

    public Task<bool> EndAsync(Guid id, DateTimeOffset at, string by, string result, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        var isEnded = await session.Statement("UPDATE tasks SET ended_at = $2, ended_by = $3, result = $4 WHERE id = $1 AND ended_at IS NULL")
            .Bytes(id.ToByteArray(bigEndian: true)).Time(at).Text(by).Text(result).RunAsync(stop) == 1;
        if (isEnded)
        {
            session.Audit(audit);
        }

        return isEnded;
    }, ct);

    public Task<int> OpenAsync(IReadOnlyList<WorkTask> tasks, CancellationToken ct) => tasks.Count == 0 ? Task.FromResult(0) : runner.WriteAsync(async (session, stop) =>
    {
        var batch = session.Batch();
        TaskWriting.Open(batch, [.. tasks]);
        if (!session.IsInDoubt)
        {
            return await batch.RunAsync(stop);
        }

        // Their ids are new: those that are there by now were opened by this work, the first time or this time.
        batch.Add("SELECT count(*) FROM tasks WHERE id = ANY ($1)").BytesMany([.. tasks.Select(task => (byte[]?)task.Id.ToByteArray(bigEndian: true))]);
        return (int)(await batch.ReadLastAsync(r => r.GetInt64(0), stop)).Single();
    }, ct);
}
