using Hub.Core.Tasks;

namespace Hub.Storage.Sqlite;

/// <summary>Opens and ends work tasks inside the running transaction.</summary>
internal static class TaskWriting
{
    /// <summary>False when one of the kind and subject is open.</summary>
    public static bool Open(this SqliteSession session, WorkTask task)
    {
        Span<byte> id = stackalloc byte[16];
        task.Id.TryWriteBytes(id, bigEndian: true, out _);
        return session.Statement("""
            INSERT INTO tasks (id, kind, subject, dossier, owner, operator, opened_at, due_at, vietnamese, english) VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT DO NOTHING
            """)
            .Bind(1, id).Bind(2, task.Kind).Bind(3, task.Subject).Bind(4, task.Dossier).Bind(5, task.Owner).Bind(6, task.Operator)
            .Bind(7, SqliteTime.Of(task.OpenedAt)).Bind(8, SqliteTime.Of(task.DueAt)).Bind(9, task.Vietnamese).Bind(10, task.English).Run() == 1;
    }

    public static void End(this SqliteSession session, TaskEnd end) =>
        session.Statement("UPDATE tasks SET ended_at = ?3, ended_by = ?4, result = ?5 WHERE kind = ?1 AND subject = ?2 AND ended_at IS NULL")
            .Bind(1, end.Kind).Bind(2, end.Subject).Bind(3, SqliteTime.Of(end.At)).Bind(4, end.By).Bind(5, end.Result).Run();
}
