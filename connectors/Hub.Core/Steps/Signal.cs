namespace Hub.Core.Steps;

/// <summary>A bell with memory of one ring: a ring while nobody waits is heard by the next who does.</summary>
public sealed class Signal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource? _waiter;
    private bool _rung;

    public void Ring()
    {
        TaskCompletionSource? waiter;
        lock (_gate)
        {
            waiter = _waiter;
            _waiter = null;
            _rung = waiter is null;
        }

        waiter?.TrySetResult();
    }

    /// <summary>Completes at the next ring. One waiter at a time.</summary>
    public Task WaitAsync()
    {
        lock (_gate)
        {
            if (_rung)
            {
                _rung = false;
                return Task.CompletedTask;
            }

            _waiter ??= new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            return _waiter.Task;
        }
    }
}
