using System.Diagnostics;

namespace Hub.Benchmarks.Engines;

/// <summary>When each of a known number of messages was sent, and when it first came; and the three ways in which they are sent.</summary>
/// <param name="window">Messages that may be under way, from before they are sent until they have come; 0 for any number.</param>
internal sealed class RoadTrip(int count, int window = 0) : IDisposable
{
    private readonly long[] _sent = new long[count];
    private readonly long[] _came = new long[count];
    private readonly SemaphoreSlim? _room = window > 0 ? new SemaphoreSlim(window) : null;
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = count;

    public void Came(int n)
    {
        if (Interlocked.CompareExchange(ref _came[n], Stopwatch.GetTimestamp(), 0) == 0)
        {
            _room?.Release();
            if (Interlocked.Decrement(ref _missing) == 0)
            {
                _all.SetResult();
            }
        }
    }

    /// <summary>So many callers at once, each waiting for its answer and, where there is a window, for room in it.</summary>
    /// <returns>Messages a second, from the first sent to the last come.</returns>
    public async Task<double> CallAsync(int callers, Func<int, Task> send)
    {
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < _sent.Length;)
            {
                await (_room?.WaitAsync() ?? Task.CompletedTask);
                _sent[n] = Stopwatch.GetTimestamp();
                await send(n);
            }
        })));
        await AllAsync();
        return _sent.Length / watch.Elapsed.TotalSeconds;
    }

    /// <summary>So many a second, whatever comes back; a message counts from the moment it was meant to be sent.</summary>
    public async Task OfferAsync(int perSecond, Func<int, Task> send)
    {
        var begin = Stopwatch.GetTimestamp();
        var sent = new Task[_sent.Length];
        using var tick = new PeriodicTimer(TimeSpan.FromMilliseconds(1));
        for (var n = 0; n < _sent.Length; await tick.WaitForNextTickAsync())
        {
            var due = Math.Min(_sent.Length, (int)(Stopwatch.GetElapsedTime(begin).TotalSeconds * perSecond));
            for (; n < due; n++)
            {
                _sent[n] = begin + (long)((double)n / perSecond * Stopwatch.Frequency);
                sent[n] = send(n);
            }
        }

        await Task.WhenAll(sent);
        await AllAsync();
    }

    /// <summary>Milliseconds, sorted.</summary>
    public double[] Latencies() => [.. _sent.Zip(_came, (sent, came) => Stopwatch.GetElapsedTime(sent, came).TotalMilliseconds).Order()];

    public void Dispose() => _room?.Dispose();

    private Task AllAsync() => _all.Task.WaitAsync(TimeSpan.FromMinutes(2));
}
