using Hub.Storage.Modules;

namespace Hub.Storage.Moving;

/// <summary>A store that this process alone has, to be read or written table by table. Values are <c>long</c>, <c>double</c>, <c>string</c>, <c>byte[]</c> or null.</summary>
internal interface IMovable : IAsyncDisposable
{
    /// <summary>Where it lies, without secrets.</summary>
    string Identity { get; }

    /// <summary>Null when it took part in no move.</summary>
    Task<MoveMark?> MarkAsync(CancellationToken ct);

    /// <summary>In the order of their names.</summary>
    Task<IReadOnlyList<MovedColumn>> ColumnsAsync(MovedTable table, CancellationToken ct);

    Task<long> CountAsync(MovedTable table, CancellationToken ct);

    /// <summary>The end of what is there.</summary>
    Task<MovePlace> ReachedAsync(MovedTable table, CancellationToken ct);

    /// <summary>Some rows after the place, in the order of the key; none at the end.</summary>
    Task<IReadOnlyList<object?[]>> ReadAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, MovePlace after, CancellationToken ct);

    Task<MoveCounters> CountersAsync(CancellationToken ct);

    /// <summary>Marks an empty store as the target of a move that is not complete.</summary>
    Task BeginAsync(string source, DateTimeOffset now, CancellationToken ct);

    /// <summary>Adds rows, all or none.</summary>
    Task WriteAsync(MovedTable table, IReadOnlyList<MovedColumn> columns, IReadOnlyList<object?[]> rows, CancellationToken ct);

    /// <summary>Makes what this engine alone has, frees all leases (whoever held one is gone, and may have reached the partner) and marks the move complete, together.</summary>
    Task CompleteAsync(MoveCounters counters, DateTimeOffset now, CancellationToken ct);

    /// <summary>Marks a source as moved: from now on nobody may serve it.</summary>
    Task LeaveAsync(string target, DateTimeOffset now, CancellationToken ct);

    /// <summary>Takes that mark away. Nothing happens to a store that has none.</summary>
    Task ReopenAsync(CancellationToken ct);
}

/// <summary>A column as both engines know it.</summary>
internal readonly record struct MovedColumn(string Name, MovedKind Kind);

/// <summary>What a column holds, whatever an engine calls it.</summary>
internal enum MovedKind
{
    Number,
    Real,
    Text,
    Bytes,
}

/// <summary>The last numbers that were handed out, even of events and envelopes that are gone since: no feed's cursor may meet one twice.</summary>
internal readonly record struct MoveCounters(long Events, long Envelopes);
