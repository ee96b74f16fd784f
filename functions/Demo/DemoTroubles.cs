using System.Diagnostics;
using Hub.Core;

namespace Hub.Functions.Demo;

/// <summary>What goes wrong at one party on the way, one trouble at a time.</summary>
internal sealed class DemoTroubles(IEnumerable<DemoTrouble> troubles)
{
    private readonly Queue<DemoTrouble> _troubles = new(troubles);
    private readonly Stopwatch _since = new();
    private TimeSpan _quiet;

    /// <summary>The last trouble is over.</summary>
    public bool IsQuiet => !_since.IsRunning || _since.Elapsed > _quiet;

    /// <param name="share">How much of the day is through, 0 … 1.</param>
    /// <returns>What begins now; null when nothing does.</returns>
    public async Task<Bilingual?> LookAsync(double share, CancellationToken ct)
    {
        // The next waits until the last one is over.
        if (_troubles.TryPeek(out var next) && share >= next.At && IsQuiet)
        {
            _troubles.Dequeue();
            _since.Restart();
            _quiet = TimeSpan.FromSeconds(next.Seconds + 1);
            await next.Make(ct);
            return next.Words;
        }

        return null;
    }
}

/// <param name="At">Share of the day, 0 … 1, after which it comes.</param>
/// <param name="Seconds">How long it lasts.</param>
internal sealed record DemoTrouble(double At, int Seconds, Bilingual Words, Func<CancellationToken, Task> Make);
