using Hub.Core.Stores;

namespace Hub.Storage;

/// <summary>
/// Whether the store has lately refused work. On a disk that is nearly full small commits still succeed, and they say nothing about
/// the large ones: a refusal counts until as much work has been committed in one go, or until it is an old story.
/// </summary>
internal sealed class CommitHealth(TimeProvider clock)
{
    private static readonly TimeSpan Memory = TimeSpan.FromSeconds(30);
    private readonly Lock _gate = new();
    private StoreUnavailableException? _refusal;
    private DateTimeOffset _at;
    private int _rows;

    /// <exception cref="StoreUnavailableException">Work was refused lately.</exception>
    public void Check()
    {
        lock (_gate)
        {
            if (_refusal is { } refusal && clock.GetUtcNow() - _at < Memory)
            {
                throw new StoreUnavailableException(refusal.Fault, refusal);
            }
        }
    }

    /// <param name="rows">Rows that the work had changed when it was refused.</param>
    public void Refused(StoreUnavailableException refusal, int rows)
    {
        lock (_gate)
        {
            _rows = _refusal is null ? rows : Math.Max(rows, _rows);
            (_refusal, _at) = (refusal, clock.GetUtcNow());
        }
    }

    /// <param name="rows">Rows that the commit changed.</param>
    public void Committed(int rows)
    {
        lock (_gate)
        {
            if (rows >= _rows)
            {
                (_refusal, _rows) = (null, 0);
            }
        }
    }
}
