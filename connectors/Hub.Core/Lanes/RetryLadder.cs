namespace Hub.Core.Lanes;

/// <summary>Delays between attempts, minutes to hours. Jitter spreads each step by up to a fifth, upwards only.</summary>
public sealed class RetryLadder(IReadOnlyList<TimeSpan> steps, Random random)
{
    internal const double Spread = 0.2;
    private readonly Lock _gate = new();

    /// <summary>Attempts that may fail before the envelope is a dead letter.</summary>
    public int Length => steps.Count;

    /// <param name="attempt">1 for the first counted failure.</param>
    /// <returns>Null when the ladder has no further step.</returns>
    public TimeSpan? DelayAfter(int attempt)
    {
        if (attempt > steps.Count)
        {
            return null;
        }

        double chance;
        lock (_gate)
        {
            chance = random.NextDouble();
        }

        return steps[attempt - 1] * (1 + (Spread * chance));
    }
}
