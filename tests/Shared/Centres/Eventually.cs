namespace Hub.Tests.Centres;

/// <summary>Waits for what another process is about to do: asks again and again, and gives up with words.</summary>
internal static class Eventually
{
    private static readonly TimeSpan Beat = TimeSpan.FromMilliseconds(50);

    /// <summary>The first look that finds something.</summary>
    public static async Task<T> FindAsync<T>(string what, Func<Task<T?>> look)
        where T : class
    {
        using var timer = new PeriodicTimer(Beat);
        using var patience = new CancellationTokenSource(Hang.Limit);
        while (true)
        {
            if (await look() is { } found)
            {
                return found;
            }

            try
            {
                await timer.WaitForNextTickAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                throw new TimeoutException($"Not within {Hang.Limit}: {what}");
            }
        }
    }

    public static Task HoldsAsync(string what, Func<Task<bool>> look) =>
        FindAsync(what, async () => await look() ? what : null);

    /// <summary>As <see cref="HoldsAsync"/>; on giving up tells what was seen last.</summary>
    public static async Task EqualAsync<T>(T expected, Func<Task<T>> look)
    {
        T? last = default;
        try
        {
            await HoldsAsync("", async () => EqualityComparer<T>.Default.Equals(last = await look(), expected));
        }
        catch (TimeoutException)
        {
            throw new TimeoutException($"Not within {Hang.Limit}: expected {expected}, last seen {last}");
        }
    }
}
