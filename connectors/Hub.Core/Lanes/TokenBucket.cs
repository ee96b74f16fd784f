namespace Hub.Core.Lanes;

/// <summary>Limits starts per second on the injected clock. A second's worth may be saved up, no more.</summary>
/// <param name="ratePerSecond">0 means no limit.</param>
public sealed class TokenBucket(double ratePerSecond, TimeProvider clock)
{
    private TokenLevel _level = TokenLevel.Full(ratePerSecond, clock.GetUtcNow());

    /// <summary>Takes up to <paramref name="wanted"/> tokens and returns how many.</summary>
    public int Take(int wanted)
    {
        if (ratePerSecond <= 0)
        {
            return wanted;
        }

        Fill();
        var taken = Math.Min(wanted, _level.Whole);
        _level = _level.Without(taken);
        return taken;
    }

    /// <summary>Gives back what was taken and not used.</summary>
    public void Return(int unused)
    {
        if (ratePerSecond > 0)
        {
            _level = _level.With(ratePerSecond, unused);
        }
    }

    /// <summary>When the next token is there.</summary>
    public DateTimeOffset NextAt()
    {
        Fill();
        return ratePerSecond <= 0 ? _level.At : _level.NextAt(ratePerSecond);
    }

    private void Fill() => _level = _level.FilledTo(ratePerSecond, clock.GetUtcNow());
}
