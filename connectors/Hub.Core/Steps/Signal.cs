using System.Collections.Concurrent;

namespace Hub.Core.Steps;

/// <summary>
/// A bell that counts its rings. Whoever waits names the count it saw before it looked for work, so a ring between looking and
/// waiting is never missed, however many wait.
/// </summary>
public sealed class Signal
{
    private readonly Lock _gate = new();
    private TaskCompletionSource _next = New();
    private long _rings;

    /// <summary>Rings so far. Read it before looking for work.</summary>
    public long Rings => Interlocked.Read(ref _rings);

    public void Ring()
    {
        TaskCompletionSource rung;
        lock (_gate)
        {
            Interlocked.Increment(ref _rings);
            rung = _next;
            _next = New();
        }

        rung.TrySetResult();
    }

    /// <summary>Completes when the bell has rung more often than <paramref name="seen"/>.</summary>
    public Task RungAfterAsync(long seen)
    {
        lock (_gate)
        {
            return _rings > seen ? Task.CompletedTask : _next.Task;
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}

/// <summary>One bell per lane; the store rings it after a commit that made work for the lane.</summary>
public sealed class LaneSignals
{
    private readonly ConcurrentDictionary<string, Signal> _signals = new(StringComparer.Ordinal);

    public Signal Of(string lane) => _signals.GetOrAdd(lane, static _ => new Signal());
}
