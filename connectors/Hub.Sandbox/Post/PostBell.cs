namespace Hub.Sandbox.Post;

/// <summary>Wakes the clockwork when there may be something to do earlier than it thought.</summary>
internal sealed class PostBell : IDisposable
{
    private readonly SemaphoreSlim _rung = new(0, 1);

    public void Ring()
    {
        try
        {
            _rung.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is rung already, once is enough.
        }
    }

    public void Dispose() => _rung.Dispose();

    /// <summary>Ends with the next ring, or when the time is up.</summary>
    /// <param name="atMost">Null waits for the ring alone.</param>
    public async Task WaitAsync(TimeSpan? atMost, TimeProvider clock, CancellationToken ct)
    {
        if (atMost is not { } limit)
        {
            await _rung.WaitAsync(ct);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var timer = clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), over, limit, Timeout.InfiniteTimeSpan);
        try
        {
            await _rung.WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}
