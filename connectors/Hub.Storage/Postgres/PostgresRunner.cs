using System.Runtime.ExceptionServices;
using Hub.Core.Stores;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>A piece of work on one connection. It may run several times, so it must change nothing but the database.</summary>
public delegate Task<T> PostgresWork<T>(PostgresSession session, CancellationToken ct);

/// <summary>
/// Gives work its connection and its transaction, and runs it again where that is safe: two transactions were in each other's way, or the
/// connection broke. What began is carried to its end whoever stops waiting for it.
/// </summary>
public sealed class PostgresRunner
{
    private static readonly TimeSpan[] Pauses = [TimeSpan.Zero, TimeSpan.Zero, TimeSpan.FromMilliseconds(20), TimeSpan.FromMilliseconds(100), TimeSpan.FromMilliseconds(400)];
    private readonly PostgresDatabase _database;
    private readonly PostgresMonths _months;
    private readonly PostgresBells _bells;
    private readonly TimeProvider _clock;
    private readonly CommitHealth _health;

    internal PostgresRunner(PostgresDatabase database, PostgresMonths months, PostgresBells bells, TimeProvider clock)
    {
        _database = database;
        _months = months;
        _bells = bells;
        _clock = clock;
        _health = new CommitHealth(clock);
    }

    /// <exception cref="StoreUnavailableException">Work was refused lately.</exception>
    internal void CheckHealth() => _health.Check();

    /// <summary>Reads, each statement for itself.</summary>
    public Task<T> ReadAsync<T>(PostgresWork<T> work, CancellationToken ct) =>
        AgainAsync(async (run, stop) =>
        {
            var connection = await _database.OpenAsync(stop);
            await using (connection)
            {
                return await work(new PostgresSession(connection, null), stop);
            }
        }, ct);

    /// <summary>Reads everything as it stood at one moment.</summary>
    internal Task<T> SnapshotAsync<T>(PostgresWork<T> work, CancellationToken ct) =>
        AgainAsync(async (run, stop) =>
        {
            var connection = await _database.OpenAsync(stop);
            await using (connection)
            {
                var session = new PostgresSession(connection, null);
                await session.Statement("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY").RunAsync(stop);
                var result = await work(session, stop);
                await session.Statement("COMMIT").RunAsync(stop);
                return result;
            }
        }, ct);

    /// <summary>
    /// Writes in exactly one batch, which is its own transaction. When it is unknown whether the batch was committed it runs again, with
    /// <see cref="PostgresSession.IsInDoubt"/> set: it must come to the same either way.
    /// </summary>
    internal Task<T> WriteAsync<T>(PostgresWork<T> work, CancellationToken ct) => WriteAsync(work, mayRepeat: true, ct);

    /// <summary>Writes in exactly one batch; when it is unknown whether it was committed, that is told as an unreachable store.</summary>
    internal Task<T> WriteOnceAsync<T>(PostgresWork<T> work, CancellationToken ct) => WriteAsync(work, mayRepeat: false, ct);

    /// <summary>
    /// Writes in as many batches as it takes, without the gate. When it is unknown whether it was committed it runs again, with
    /// <see cref="PostgresSession.IsInDoubt"/> set.
    /// </summary>
    internal Task<T> RunAsync<T>(PostgresWork<T> work, CancellationToken ct) =>
        AgainAsync(async (run, _) =>
        {
            var connection = await _database.OpenAsync(CancellationToken.None);
            await using (connection)
            {
                var session = new PostgresSession(connection, null) { IsInDoubt = run.IsInDoubt };
                await session.Statement("BEGIN").RunAsync(CancellationToken.None);
                var result = await work(session, CancellationToken.None);
                run.IsCommitting = true;
                await session.Statement("COMMIT").RunAsync(CancellationToken.None);
                Committed(session);
                return result;
            }
        }, ct);

    /// <summary>
    /// Writes events, envelopes or audit lines: takes the gate first. Whether a commit whose answer was lost took place is told by what it wrote;
    /// where that tells nothing the work runs again, with <see cref="PostgresSession.IsInDoubt"/> set.
    /// </summary>
    public Task<T> RunUnderGateAsync<T>(PostgresWork<T> work, CancellationToken ct) => RunUnderGateAsync(false, static (_, _) => { }, static _ => Task.CompletedTask, work, ct);

    /// <param name="ask">Adds what is to be asked on the same way as the gate, once it is taken; it is told the floor of the month.</param>
    /// <param name="read">Reads the answers to that.</param>
    internal Task<T> RunUnderGateAsync<T>(Action<PostgresBatch, long> ask, Func<NpgsqlDataReader, Task> read, PostgresWork<T> work, CancellationToken ct) =>
        RunUnderGateAsync(false, ask, read, work, ct);

    /// <param name="gateFirst">Takes the gate on a way of its own, and asks <paramref name="ask"/> only then: whoever has to wait for it can still choose what to do with it.</param>
    /// <param name="ask">Adds what is to be asked once the gate is taken; it is told the floor of the month.</param>
    /// <param name="read">Reads the answers to that.</param>
    internal Task<T> RunUnderGateAsync<T>(bool gateFirst, Action<PostgresBatch, long> ask, Func<NpgsqlDataReader, Task> read, PostgresWork<T> work, CancellationToken ct)
    {
        CommitProof? proof = null;
        var former = default(T);
        return AgainAsync(async (run, _) =>
        {
            var month = PostgresTime.MonthOf(_clock.GetUtcNow());
            await _months.EnsureAsync(month, CancellationToken.None);
            var connection = await _database.OpenAsync(CancellationToken.None);
            await using (connection)
            {
                var first = new PostgresBatch(connection, static _ => { });
                PostgresGate.Take(first);
                PostgresGate gate;
                if (gateFirst)
                {
                    gate = await first.ReadAsync(reader => PostgresGate.ReadAsync(reader, month), CancellationToken.None);
                    var second = new PostgresBatch(connection, static _ => { });
                    ask(second, PostgresTime.FloorOf(month));
                    await second.ReadAsync(async reader =>
                    {
                        await read(reader);
                        return true;
                    }, CancellationToken.None);
                }
                else
                {
                    ask(first, PostgresTime.FloorOf(month));
                    gate = await first.ReadAsync(async reader =>
                    {
                        var taken = await PostgresGate.ReadAsync(reader, month);
                        await read(reader);
                        return taken;
                    }, CancellationToken.None);
                }

                var session = new PostgresSession(connection, gate) { IsInDoubt = run.IsInDoubt };
                if (run.IsInDoubt && proof is not null && await proof.IsWrittenAsync(session))
                {
                    return former!;
                }

                former = await work(session, CancellationToken.None);
                proof = gate.Proof;
                foreach (var audited in gate.AuditMonths.Where(audited => !_months.Has(audited)))
                {
                    session.Last.Add("SELECT ensure_month($1)").Int(audited);
                }

                gate.Close(session.Last);
                session.Last.Add("COMMIT");
                run.IsCommitting = true;
                await session.Last.RunAsync(CancellationToken.None);
                Committed(session);
                return former;
            }
        }, ct);
    }

    /// <summary>Counts what was committed and wakes whom it concerns.</summary>
    internal void Committed(PostgresSession session)
    {
        _health.Committed(session.Rows);
        _bells.Ring(session.Rung);
    }

    private Task<T> WriteAsync<T>(PostgresWork<T> work, bool mayRepeat, CancellationToken ct) =>
        AgainAsync(async (run, _) =>
        {
            run.MayRepeat = mayRepeat;
            var connection = await _database.OpenAsync(CancellationToken.None);
            await using (connection)
            {
                var session = new PostgresSession(connection, null) { IsInDoubt = run.IsInDoubt };
                run.IsCommitting = true;
                var result = await work(session, CancellationToken.None);
                Committed(session);
                return result;
            }
        }, ct);

    private async Task<T> AgainAsync<T>(Func<Run, CancellationToken, Task<T>> work, CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        var run = new Run();
        for (var attempt = 0; ; attempt++)
        {
            Exception failure;
            try
            {
                run.IsCommitting = false;
                return await work(run, ct);
            }
            catch (Exception exception) when (exception is NpgsqlException or IOException or TimeoutException or System.Net.Sockets.SocketException)
            {
                failure = exception;
            }

            if (!IsWorthAnother(run, failure) || attempt >= Pauses.Length)
            {
                Refuse(failure);
            }

            if (Pauses[attempt] > TimeSpan.Zero)
            {
                await Task.Delay(Pauses[attempt], _clock, ct);
            }
        }
    }

    private bool IsWorthAnother(Run run, Exception failure)
    {
        if (PostgresFaults.IsLost(failure))
        {
            _database.Doubt();
            run.IsInDoubt |= run.IsCommitting;
            return !run.IsInDoubt || run.MayRepeat;
        }

        if (PostgresFaults.IsForgottenStatement(failure))
        {
            _database.Renew();
            return true;
        }

        if (PostgresFaults.IsMissingMonth(failure))
        {
            _months.Forget();
            return true;
        }

        return PostgresFaults.IsCollision(failure) || PostgresFaults.IsSameTry(failure);
    }

    private void Refuse(Exception failure)
    {
        var translated = PostgresFaults.Translate(failure);
        if (translated is StoreUnavailableException { Fault: StoreFault.Full or StoreFault.ReadOnly or StoreFault.Broken } refusal)
        {
            _health.Refused(refusal, 0);
        }

        ExceptionDispatchInfo.Throw(translated);
    }

    private sealed class Run
    {
        /// <summary>From here on a lost connection leaves open whether the work was committed.</summary>
        public bool IsCommitting { get; set; }

        public bool IsInDoubt { get; set; }

        public bool MayRepeat { get; set; } = true;
    }
}
