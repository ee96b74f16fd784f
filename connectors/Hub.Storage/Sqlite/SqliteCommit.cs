using Hub.Core.Envelopes;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Hub.Storage.Sqlite;

/// <summary>Writes what was computed from rows that were read before, if they still stand. Asked before anything is written: what is refused changes nothing.</summary>
public sealed class SqliteCommit(SqliteWriter writer, EnvelopeIds ids)
{
    /// <param name="stands">Whether everything still stands as it was read.</param>
    /// <param name="tables">Where a key that another has by now refuses the commit instead of failing it.</param>
    /// <returns>False when something moved meanwhile; then nothing is written.</returns>
    public async Task<bool> RunAsync(Effects effects, Func<SqliteSession, bool> stands, Action<SqliteSession> write, IReadOnlyCollection<string> tables, CancellationToken ct)
    {
        try
        {
            return await writer.RunAsync(
                session =>
                {
                    if (!stands(session) || !CursorStands(session, effects))
                    {
                        return false;
                    }

                    write(session);
                    Write(session, effects);
                    return true;
                }, ct);
        }
        catch (SqliteException taken) when (
            taken.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY
            && tables.Any(table => taken.Message.Contains($" {table}.", StringComparison.Ordinal)))
        {
            return false;
        }
    }

    private static bool CursorStands(SqliteSession session, Effects effects)
    {
        if (effects.Cursor is not { } move)
        {
            return true;
        }

        var select = session.Statement("SELECT value FROM cursors WHERE name = ?").Bind(1, move.Name);
        var value = select.Step() ? select.Text(0) : null;
        select.Reset();
        return value == move.From;
    }

    /// <summary>In a transaction that somebody else runs and has judged: an approval that is carried out. It asks nothing.</summary>
    public void Write(SqliteSession session, Effects effects)
    {
        foreach (var end in effects.EndedTasks)
        {
            session.End(end);
        }

        foreach (var task in effects.Tasks)
        {
            session.Open(task);
        }

        if (effects.Cursor is { } move)
        {
            session.Statement("INSERT INTO cursors (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value").Bind(1, move.Name).Bind(2, move.To).Run();
        }

        foreach (var submission in effects.Events)
        {
            session.Accept(submission, ids);
        }

        if (effects.Audit is { } audit)
        {
            session.Audit(audit);
        }
    }
}
