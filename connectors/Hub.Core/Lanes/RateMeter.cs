namespace Hub.Core.Lanes;

/// <summary>Events per second over the last minute, in 60 slots of one second.</summary>
public sealed class RateMeter(TimeProvider clock)
{
    private const int Slots = 60;
    private readonly Lock _gate = new();
    private readonly long[] _counts = new long[Slots];
    private long _second = clock.GetUtcNow().ToUnixTimeSeconds();
    private readonly long _born = clock.GetUtcNow().ToUnixTimeSeconds();

    public void Add(int count)
    {
        lock (_gate)
        {
            Turn();
            _counts[_second % Slots] += count;
        }
    }

    public double PerSecond()
    {
        lock (_gate)
        {
            Turn();
            return _counts.Sum() / (double)Math.Clamp(_second - _born + 1, 1, Slots);
        }
    }

    private void Turn()
    {
        var now = clock.GetUtcNow().ToUnixTimeSeconds();
        for (var second = Math.Max(_second + 1, now - Slots + 1); second <= now; second++)
        {
            _counts[second % Slots] = 0;
        }

        _second = Math.Max(_second, now);
    }
}
