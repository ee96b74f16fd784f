using Hub.Core.Steps;
using Hub.Core.Stores;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>
/// The one writer: takes all work that waits, runs it in one transaction, commits once and only then answers each caller.
/// While one commit is on its way to the disk the next group gathers, so the disk's pace sets the group's size.
/// </summary>
public sealed class SqliteWriter : IDisposable
{
    private const int MaxGroup = 512;
    private readonly Lock _threadGate = new();
    private readonly object _gate = new();
    private readonly Queue<Work> _waiting = new();
    private readonly SqliteConnection _connection;
    private readonly SqliteSession _session;
    private readonly CommitHealth _health;
    private readonly Thread _thread;
    private bool _stopping;
    private Action<SqliteConnection>? _betweenCommits;

    public SqliteWriter(SqliteDatabase database, LaneSignals signals, TimeProvider clock)
    {
        _health = new CommitHealth(clock);
        _connection = database.OpenWriter();
        _session = new SqliteSession(_connection, signals);
        RescueAtStart(SqliteTime.Of(clock.GetUtcNow()));
        _thread = new Thread(Loop) { IsBackground = true, Name = "sqlite-writer" };
        _thread.Start();
    }

    /// <summary>
    /// Runs <paramref name="work"/> in a transaction and completes after it is durable. The work may run twice (when a neighbour of its
    /// group fails, the group is rolled back and each runs alone), so it must change nothing but the database.
    /// </summary>
    public Task<T> RunAsync<T>(Func<SqliteSession, T> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var item = new Work<T>(work);
        Enqueue(item);
        return item.Task;
    }

    /// <exception cref="StoreUnavailableException">Work was refused lately.</exception>
    internal void CheckHealth() => _health.Check();

    public Task RunAsync(Action<SqliteSession> work, CancellationToken ct) =>
        RunAsync(session =>
        {
            work(session);
            return true;
        }, ct);

    /// <summary>Runs on the writer's connection outside any transaction, before the next group.</summary>
    internal void BetweenCommits(Action<SqliteConnection> action)
    {
        lock (_gate)
        {
            _betweenCommits = action;
            Monitor.Pulse(_gate);
        }
    }

    public void Dispose()
    {
        lock (_threadGate)
        {
            lock (_gate)
            {
                if (_stopping)
                {
                    return;
                }

                _stopping = true;
                Monitor.Pulse(_gate);
            }

            _thread.Join();
            _session.Dispose();
            _connection.Dispose();
        }
    }

    // One process has the folder, so whoever held a lease that is found here is gone. It comes before any other work, so nobody claims first.
    private void RescueAtStart(long now)
    {
        try
        {
            _session.Statement("BEGIN IMMEDIATE").Run();
            _session.Rescue(long.MaxValue, now);
            _session.Statement("UPDATE timers SET lease_until = 0 WHERE lease_until <> 0").Run();
            _session.Statement("COMMIT").Run();
            _session.Committed();
        }
        catch (Exception exception)
        {
            _session.Dispose();
            _connection.Dispose();
            if (SqliteFaults.Reason(exception) is { } fault)
            {
                throw new StoreUnavailableException(fault, exception);
            }

            throw;
        }
    }

    private void Enqueue(Work item)
    {
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_stopping, this);
            _waiting.Enqueue(item);
            if (_waiting.Count == 1)
            {
                Monitor.Pulse(_gate);
            }
        }
    }

    private void Loop()
    {
        var group = new List<Work>(MaxGroup);
        while (Gather(group))
        {
            if (group.Count > 0)
            {
                CommitGroup(group);
                group.Clear();
            }
        }
    }

    private bool Gather(List<Work> group)
    {
        Action<SqliteConnection>? between;
        lock (_gate)
        {
            while (_waiting.Count == 0 && !_stopping && _betweenCommits is null)
            {
                Monitor.Wait(_gate);
            }

            while (group.Count < MaxGroup && _waiting.TryDequeue(out var item))
            {
                group.Add(item);
            }

            between = _betweenCommits;
            _betweenCommits = null;
            if (group.Count == 0 && between is null)
            {
                return false;
            }
        }

        try
        {
            between?.Invoke(_connection);
        }
        catch (SqliteException exception) when (SqliteFaults.Reason(exception) is not null)
        {
            // A log that cannot be emptied now stays, and is tried again; the work that waits must not suffer for it.
        }

        return true;
    }

    private void CommitGroup(List<Work> group)
    {
        var before = SQLitePCL.raw.sqlite3_total_changes(_connection.Handle);
        try
        {
            EndTransaction();
            _session.Statement("BEGIN IMMEDIATE").Run();
            foreach (var item in group)
            {
                item.Execute(_session);
            }

            _session.SealAudit();
            _session.Statement("COMMIT").Run();
            _session.Committed();
            _health.Committed(SQLitePCL.raw.sqlite3_total_changes(_connection.Handle) - before);
        }
#pragma warning disable CA1031 // Whatever went wrong belongs to one of the callers; running each alone finds out whose it is.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Rollback();
            if (group.Count == 1)
            {
                Refuse(group[0], exception, SQLitePCL.raw.sqlite3_total_changes(_connection.Handle) - before);
                return;
            }

            foreach (var item in group)
            {
                CommitGroup([item]);
            }

            return;
        }

        foreach (var item in group)
        {
            item.Complete();
        }
    }

    private void Refuse(Work item, Exception exception, int rows)
    {
        var translated = SqliteFaults.Translate(exception);
        if (translated is StoreUnavailableException refusal)
        {
            _health.Refused(refusal, rows);
        }

        item.Fail(translated);
    }

    private void Rollback()
    {
        _session.RolledBack();

        try
        {
            EndTransaction();
        }
        catch (SqliteException)
        {
            // Refused by the same disk. The next group ends it before it begins its own.
        }
    }

    // SQLite may have rolled back by itself (disk full, I/O error); then there is nothing left to roll back.
    private void EndTransaction()
    {
        if (SQLitePCL.raw.sqlite3_get_autocommit(_connection.Handle) == 0)
        {
            _session.Statement("ROLLBACK").Run();
        }
    }

    private abstract class Work
    {
        public abstract void Execute(SqliteSession session);

        public abstract void Complete();

        public abstract void Fail(Exception exception);
    }

    private sealed class Work<T>(Func<SqliteSession, T> work) : Work
    {
        private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private T? _result;

        public Task<T> Task => _done.Task;

        public override void Execute(SqliteSession session) => _result = work(session);

        public override void Complete() => _done.TrySetResult(_result!);

        public override void Fail(Exception exception) => _done.TrySetException(exception);
    }
}
