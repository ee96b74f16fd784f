namespace Hub.Core.Concurrency;

/// <summary>
/// Writing without locks: read, compute, store. The store refuses when something that was read has moved meanwhile; then all of it is done again from the
/// beginning, since what was computed may no longer be right.
/// </summary>
public static class Recompute
{
    /// <param name="tries">How often at most, the first time included. A store that refuses more often is busy, which the caller must be able to say.</param>
    /// <param name="attempt">Reads, computes and stores once. Null when the store refused; whatever else it comes to, refusals of its own among them, ends the loop.</param>
    /// <returns>What the last attempt came to; null when the store refused every time.</returns>
    public static async Task<T?> UntilStoredAsync<T>(int tries, Func<Task<T?>> attempt)
        where T : class
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(tries, 1);
        for (var n = 1; n <= tries; n++)
        {
            if (await attempt() is { } result)
            {
                return result;
            }
        }

        return null;
    }
}
