using System.Collections.Concurrent;

namespace Hub.Functions.Trust;

/// <summary>A token bucket for each caller, on the injected clock.</summary>
internal sealed class RateLimits(double perSecond, int burst, TimeProvider clock)
{
    private const int MaxCallers = 10_000;
    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <returns>Null when the request may pass; else how long to wait.</returns>
    public TimeSpan? Take(string caller)
    {
        if (perSecond <= 0)
        {
            return null;
        }

        if (_buckets.Count > MaxCallers)
        {
            _buckets.Clear();
        }

        var bucket = _buckets.GetOrAdd(caller, static (_, start) => new Bucket { Tokens = start.burst, At = start.now }, (burst, now: clock.GetTimestamp()));
        lock (bucket)
        {
            var now = clock.GetTimestamp();
            bucket.Tokens = Math.Min(burst, bucket.Tokens + (clock.GetElapsedTime(bucket.At, now).TotalSeconds * perSecond));
            bucket.At = now;
            if (bucket.Tokens >= 1)
            {
                bucket.Tokens--;
                return null;
            }

            return TimeSpan.FromSeconds((1 - bucket.Tokens) / perSecond);
        }
    }

    private sealed class Bucket
    {
        public double Tokens { get; set; }

        public long At { get; set; }
    }
}
