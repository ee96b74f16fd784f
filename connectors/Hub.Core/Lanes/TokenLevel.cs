namespace Hub.Core.Lanes;

/// <summary>How full a token bucket was at a time. A second's worth may be saved up, no more. Pure, so that a store can keep it for every instance.</summary>
public readonly record struct TokenLevel(double Tokens, DateTimeOffset At)
{
    // Smaller than any token anybody would miss, greater than what rounding eats.
    private const double Grain = 1e-9;

    public static TokenLevel Full(double ratePerSecond, DateTimeOffset now) => new(Capacity(ratePerSecond), now);

    /// <summary>Tokens that may be taken.</summary>
    public int Whole => (int)Math.Min(int.MaxValue, Math.Floor(Tokens + Grain));

    /// <summary>A clock set back takes no tokens away, and one set forward gives no more than the bucket holds.</summary>
    public TokenLevel FilledTo(double ratePerSecond, DateTimeOffset now) =>
        new(Math.Min(Capacity(ratePerSecond), Tokens + (Math.Max(0, (now - At).TotalSeconds) * ratePerSecond)), now);

    public TokenLevel Without(int taken) => this with { Tokens = Tokens - taken };

    public TokenLevel With(double ratePerSecond, int unused) => this with { Tokens = Math.Min(Capacity(ratePerSecond), Tokens + unused) };

    /// <summary>When the next token is there. Rounded up: at the time that was promised the token must be there, or the lane spins on a promise just not kept.</summary>
    public DateTimeOffset NextAt(double ratePerSecond) =>
        Tokens >= 1 ? At : At + TimeSpan.FromTicks((long)Math.Ceiling((1 - Tokens) / ratePerSecond * TimeSpan.TicksPerSecond) + 1);

    private static double Capacity(double ratePerSecond) => Math.Max(1, ratePerSecond);
}
