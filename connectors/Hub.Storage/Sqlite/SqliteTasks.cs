using Hub.Core.Tasks;
using Hub.Core.Trust;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteTasks(SqliteDatabase database, SqliteWriter writer) : ITasks
{
    public Task<WorkTask?> FindAsync(Guid id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {TaskColumns} FROM tasks WHERE id = $id", ("$id", id.ToByteArray(bigEndian: true)));
        return Task.FromResult(Read(command, ToTask).FirstOrDefault());
    }

    public Task<IReadOnlyList<WorkTask>> ListAsync(
        bool open, string? kind, string? @operator, string? dossier, DateTimeOffset? afterDue, Guid? after, int limit, CancellationToken ct)
    {
        // What is open is little; of what is ended there may be years.
        var index = dossier is not null ? "tasks_dossier" : open ? "tasks_open"
            : (kind, @operator) switch { (null, null) => "tasks_over", (null, _) => "tasks_over_operator", (_, null) => "tasks_over_kind", _ => "tasks_over_operator_kind" };
        var conditions = (open ? "ended_at IS NULL" : "ended_at IS NOT NULL") + (dossier is null ? "" : " AND dossier = $dossier")
            + (index == "tasks_over_operator_kind" ? " AND operator || '/' || kind = $operator || '/' || $kind"
                : (kind is null ? "" : " AND kind = $kind") + (@operator is null ? "" : " AND operator = $operator"));
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT {TaskColumns} FROM tasks INDEXED BY {index} WHERE {conditions} AND (due_at, id) > ($due, $after) ORDER BY due_at, id LIMIT $limit
            """,
            ("$dossier", dossier), ("$kind", kind), ("$operator", @operator),
            ("$due", SqliteTime.Of(afterDue) ?? long.MinValue), ("$after", (after ?? Guid.Empty).ToByteArray(bigEndian: true)), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<WorkTask>>(Read(command, ToTask));
    }

    public Task<bool> EndAsync(Guid id, DateTimeOffset at, string by, string result, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        var isEnded = session.Statement("UPDATE tasks SET ended_at = ?2, ended_by = ?3, result = ?4 WHERE id = ?1 AND ended_at IS NULL")
            .Bind(1, id.ToByteArray(bigEndian: true)).Bind(2, SqliteTime.Of(at)).Bind(3, by).Bind(4, result).Run() == 1;
        if (isEnded)
        {
            session.Audit(audit);
        }

        return isEnded;
    }, ct);

    public Task<int> OpenAsync(IReadOnlyList<WorkTask> tasks, CancellationToken ct) => writer.RunAsync(session => tasks.Count(session.Open), ct);
}
