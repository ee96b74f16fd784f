using Npgsql;
using NpgsqlTypes;

namespace Hub.Storage.Postgres;

/// <summary>
/// One statement with its values, in the order of <c>$1</c>, <c>$2</c>, … Every value has a type, so that the same text is prepared once
/// whatever is null.
/// </summary>
public sealed class PostgresStatement
{
    private readonly PostgresBatch _batch;
    private readonly NpgsqlBatchCommand _command;

    internal PostgresStatement(PostgresBatch batch, NpgsqlBatchCommand command) => (_batch, _command) = (batch, command);

    public PostgresStatement Text(string? value) => Add(PostgresText.Storable(value), NpgsqlDbType.Text);

    public PostgresStatement Long(long? value) => Add(value, NpgsqlDbType.Bigint);

    public PostgresStatement Int(int? value) => Add(value, NpgsqlDbType.Integer);

    public PostgresStatement Flag(bool value) => Add<int?>(value ? 1 : 0, NpgsqlDbType.Integer);

    public PostgresStatement Double(double? value) => Add(value, NpgsqlDbType.Double);

    public PostgresStatement Time(DateTimeOffset? value) => Add(PostgresTime.Of(value), NpgsqlDbType.Bigint);

    public PostgresStatement Bytes(ReadOnlyMemory<byte>? value) => Add(value, NpgsqlDbType.Bytea);

    public PostgresStatement Texts(IReadOnlyList<string?> values)
    {
        var texts = new string?[values.Count];
        for (var i = 0; i < texts.Length; i++)
        {
            texts[i] = PostgresText.Storable(values[i]);
        }

        return AddMany(texts, NpgsqlDbType.Text);
    }

    public PostgresStatement Longs(IReadOnlyList<long> values) => AddMany(values as long[] ?? [.. values], NpgsqlDbType.Bigint);

    public PostgresStatement Longs(IReadOnlyList<long?> values) => AddMany([.. values], NpgsqlDbType.Bigint);

    public PostgresStatement Ints(IReadOnlyList<int> values) => AddMany([.. values], NpgsqlDbType.Integer);

    public PostgresStatement BytesMany(IReadOnlyList<byte[]?> values) => AddMany([.. values], NpgsqlDbType.Bytea);

    public PostgresStatement BlobsMany(IReadOnlyList<ReadOnlyMemory<byte>> values) => AddMany([.. values], NpgsqlDbType.Bytea);

    /// <summary>Runs the batch, which is done in full or not at all. Returns the rows that it changed.</summary>
    public Task<int> RunAsync(CancellationToken ct) => _batch.RunAsync(ct);

    /// <summary>Runs the batch and reads what its last statement returns.</summary>
    public Task<List<T>> ReadAsync<T>(Func<NpgsqlDataReader, T> row, CancellationToken ct) => _batch.ReadLastAsync(row, ct);

    private PostgresStatement Add<T>(T? value, NpgsqlDbType type)
    {
        _command.Parameters.Add(value is null
            ? new NpgsqlParameter { Value = DBNull.Value, NpgsqlDbType = type }
            : new NpgsqlParameter<T> { TypedValue = value, NpgsqlDbType = type });
        return this;
    }

    // Columns of unnest are filled up with null to the length of the longest, and an array has null behind its end: a column of nothing
    // but nulls need not travel.
    private PostgresStatement AddMany<T>(T[] values, NpgsqlDbType type)
    {
        if (default(T) is null && Array.TrueForAll(values, static value => value is null))
        {
            values = [];
        }

        _command.Parameters.Add(new NpgsqlParameter<T[]> { TypedValue = values, NpgsqlDbType = NpgsqlDbType.Array | type });
        return this;
    }
}
