using Hub.Core.Steps;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>What a piece of work may use while it runs in the writer's transaction.</summary>
public sealed class SqliteSession(SqliteConnection connection, LaneSignals signals) : IDisposable
{
    private readonly Dictionary<string, SqliteStatement> _statements = new(StringComparer.Ordinal);
    private readonly HashSet<string> _rung = new(StringComparer.Ordinal);

    /// <summary>For the seldom statements. Never open a transaction on it.</summary>
    internal SqliteConnection Connection => connection;

    /// <summary>End of the audit chain as this transaction sees it; null when it must be read.</summary>
    internal (long Seq, byte[] Hash)? AuditHead { get; set; }

    /// <summary>Number of the line that the seal names; 0 when it must be written anew.</summary>
    internal long SealedAudit { get; set; }

    /// <summary>The prepared statement for a constant text.</summary>
    public SqliteStatement Statement(string sql)
    {
        if (!_statements.TryGetValue(sql, out var statement))
        {
            statement = new SqliteStatement(connection, sql);
            _statements.Add(sql, statement);
        }

        return statement;
    }

    /// <summary>Wakes the lane once the transaction is durable.</summary>
    internal void RingAfterCommit(string lane) => _rung.Add(lane);

    internal void Committed()
    {
        foreach (var lane in _rung)
        {
            signals.Of(lane).Ring();
        }

        _rung.Clear();
    }

    internal void RolledBack()
    {
        _rung.Clear();
        AuditHead = null;
        SealedAudit = 0;
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }
    }
}
