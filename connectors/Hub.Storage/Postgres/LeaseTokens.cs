namespace Hub.Storage.Postgres;

/// <summary>Fencing tokens that no other instance has, taken from the database by the block.</summary>
internal sealed class LeaseTokens(PostgresRunner runner) : IDisposable
{
    private const int Block = 10_000;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private long _next;
    private long _end;

    /// <summary>Takes so many in a row. Returns the one before the first.</summary>
    public async ValueTask<long> TakeAsync(int count, CancellationToken ct)
    {
        await _gate.WaitAsync(ct);
        try
        {
            ArgumentOutOfRangeException.ThrowIfGreaterThan(count, Block - 1);
            if (_next + count >= _end)
            {
                _next = (await runner.WriteAsync(
                    (session, stop) => session.Statement("SELECT nextval('lease_tokens')").ReadAsync(r => r.GetInt64(0), stop), ct))[0];
                _end = _next + Block;
            }

            var before = _next - 1;
            _next += count;
            return before;
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Dispose() => _gate.Dispose();
}
