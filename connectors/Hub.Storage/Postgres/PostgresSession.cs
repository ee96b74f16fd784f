using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>What a piece of work may use while it has a connection, and, where it writes, a transaction on it.</summary>
public sealed class PostgresSession
{
    private readonly NpgsqlConnection _connection;
    private readonly PostgresGate? _gate;
    private readonly HashSet<string> _rung = new(StringComparer.Ordinal);
    private PostgresBatch? _last;

    internal PostgresSession(NpgsqlConnection connection, PostgresGate? gate) => (_connection, _gate) = (connection, gate);

    internal NpgsqlConnection Connection => _connection;

    /// <summary>The gate that this transaction holds.</summary>
    internal PostgresGate Gate => _gate ?? throw new InvalidOperationException("This work did not ask for the gate.");

    /// <summary>Lanes to wake once the transaction is durable.</summary>
    internal IReadOnlyCollection<string> Rung => _rung;

    /// <summary>A former run of the same work may have been committed: the connection broke before anybody could tell.</summary>
    public bool IsInDoubt { get; init; }

    /// <summary>Rows changed so far.</summary>
    internal int Rows { get; private set; }

    public PostgresBatch Batch() => new(_connection, rows => Rows += rows);

    /// <summary>Travels with the commit: for what nobody has to read the result of. Only under the gate.</summary>
    public PostgresBatch Last => _last ??= Batch();

    /// <summary>A statement that travels alone.</summary>
    public PostgresStatement Statement(string sql) => Batch().Add(sql);

    internal void RingAfterCommit(string lane) => _rung.Add(lane);

    /// <summary>Chains a line to the audit; it is written with the commit. Only under the gate.</summary>
    public void Audit(AuditEntry entry) => Gate.Audit(entry);
}
