namespace Hub.Sandbox.Twins;

/// <summary>Numbers that look random and depend on nothing but the seed and what they are asked for, so that the order in which
/// calls of different dossiers arrive changes no answer.</summary>
public sealed class SeededChoice(int seed)
{
    public int Seed => seed;

    /// <summary>The number that a subject has at an index, the same in every run of the seed.</summary>
    public ulong Number(string subject, long index)
    {
        var hash = 14695981039346656037UL ^ (uint)seed;
        foreach (var character in subject)
        {
            hash = (hash ^ character) * 1099511628211UL;
        }

        return Mix(hash + ((ulong)index * 0x9E3779B97F4A7C15UL));
    }

    /// <summary>A number from 0 to <paramref name="limit"/> - 1.</summary>
    public int Below(int limit, string subject, long index) => (int)(Number(subject, index) % (ulong)limit);

    /// <summary>True for about <paramref name="share"/> of the indexes: 0 never, 1 always.</summary>
    public bool Happens(double share, string subject, long index) => (Number(subject, index) >> 11) * (1.0 / (1UL << 53)) < share;

    // The finaliser of SplitMix64 (public domain, S. Vigna): neighbouring indexes give unrelated numbers.
    private static ulong Mix(ulong value)
    {
        value = (value ^ (value >> 30)) * 0xBF58476D1CE4E5B9UL;
        value = (value ^ (value >> 27)) * 0x94D049BB133111EBUL;
        return value ^ (value >> 31);
    }
}
