using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Wakes everybody who waits at a queue. Raised and looked at by whoever holds the queue's gate.</summary>
internal sealed class QueueSignal(TwinClock clock)
{
    private TaskCompletionSource _next = New();

    /// <summary>Ends when it is raised next.</summary>
    public Task Raised => _next.Task;

    public void Raise()
    {
        _next.TrySetResult();
        _next = New();
    }

    /// <summary>Waits for the signal taken before, or for a time.</summary>
    /// <param name="now">When the caller looked.</param>
    public async Task WaitAsync(Task raised, DateTimeOffset until, DateTimeOffset now, CancellationToken ct)
    {
        using var over = CancellationTokenSource.CreateLinkedTokenSource(ct);
        var wait = raised.WaitAsync(until - now, clock, over.Token);

        // The clock may have moved between the look and the timer, which then stands too far ahead.
        if (clock.GetUtcNow() >= until)
        {
            await over.CancelAsync();
        }

        try
        {
            await wait;
        }
        catch (TimeoutException)
        {
        }
        catch (OperationCanceledException) when (!ct.IsCancellationRequested)
        {
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
