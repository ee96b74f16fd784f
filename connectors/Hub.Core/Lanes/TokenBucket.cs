namespace Hub.Core.Lanes;

/// <summary>Limits starts per second on the injected clock. A second's worth may be saved up, no more.</summary>
/// <param name="ratePerSecond">0 means no limit.</param>
public sealed class TokenBucket(double ratePerSecond, TimeProvider clock)
{
    // Smaller than any token anybody would miss, greater than what rounding eats.
    private const double Grain = 1e-9;
    private double _tokens = Math.Max(1, ratePerSecond);
    private DateTimeOffset _filledAt = clock.GetUtcNow();

    /// <summary>Takes up to <paramref name="wanted"/> tokens and returns how many.</summary>
    public int Take(int wanted)
    {
        if (ratePerSecond <= 0)
        {
            return wanted;
        }

        Fill();
        var taken = (int)Math.Min(wanted, Math.Floor(_tokens + Grain));
        _tokens -= taken;
        return taken;
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void Return(int unused)
    {
        if (ratePerSecond > 0)
        {
            _tokens = Math.Min(Math.Max(1, ratePerSecond), _tokens + unused);
        }
    }

    /// <summary>When the next token is there.</summary>
    public DateTimeOffset NextAt()
    {
        Fill();

        // Rounded up: at the time that was promised the token must be there, or the lane spins on a promise just not kept.
        return _tokens >= 1 || ratePerSecond <= 0
            ? _filledAt
            : _filledAt + TimeSpan.FromTicks((long)Math.Ceiling((1 - _tokens) / ratePerSecond * TimeSpan.TicksPerSecond) + 1);
    }

    private void Fill()
    {
        var now = clock.GetUtcNow();

        // A clock set back must not take tokens away, nor one set forward give more than the bucket holds.
        var passed = Math.Max(0, (now - _filledAt).TotalSeconds);
        _tokens = Math.Min(Math.Max(1, ratePerSecond), _tokens + (passed * ratePerSecond));
        _filledAt = now;
    }
}
