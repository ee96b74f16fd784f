namespace Hub.Sandbox.Twins;

/// <summary>Wakes the clockwork when there may be something to do earlier than it thought.</summary>
internal class ClockworkSignal : IDisposable
{
    private readonly SemaphoreSlim _raised = new(0, 1);

    public void Raise()
    {
        try
        {
            _raised.Release();
        }
        catch (SemaphoreFullException)
        {
            // It is raised already, once is enough.
        }
    }

    public void Dispose()
    {
        _raised.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Ends when it is raised, or when the time is up.</summary>
    /// <param name="atMost">Null waits for that alone.</param>
    public async Task WaitAsync(TimeSpan? atMost, TimeProvider clock, CancellationToken ct)
    {
        if (atMost is not { } limit)
        {
            await _raised.WaitAsync(ct);
            return;
        }

        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await using var timer = clock.CreateTimer(static state => ((CancellationTokenSource)state!).Cancel(), over, limit, Timeout.InfiniteTimeSpan);
        try
        {
            await _raised.WaitAsync(over.Token);
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }
}
