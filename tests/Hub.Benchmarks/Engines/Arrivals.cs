using System.Diagnostics;

namespace Hub.Benchmarks.Engines;

/// <summary>When each of a known number of messages was sent, and when it first came.</summary>
internal sealed class Arrivals(int count)
{
    private readonly long[] _sent = new long[count];
    private readonly long[] _came = new long[count];
    private readonly TaskCompletionSource _all = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _missing = count;

    public void Sent(int n) => _sent[n] = Stopwatch.GetTimestamp();

    public void Came(int n)
    {
        if (Interlocked.CompareExchange(ref _came[n], Stopwatch.GetTimestamp(), 0) == 0 && Interlocked.Decrement(ref _missing) == 0)
        {
            _all.SetResult();
        }
    }

    public Task AllAsync() => _all.Task.WaitAsync(TimeSpan.FromMinutes(2));

    /// <summary>Milliseconds, sorted.</summary>
    public double[] Latencies() => [.. _sent.Zip(_came, (sent, came) => Stopwatch.GetElapsedTime(sent, came).TotalMilliseconds).Order()];
}
