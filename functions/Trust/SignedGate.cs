using System.Collections.Concurrent;
using System.Globalization;
using Hub.Functions.Http;

namespace Hub.Functions.Trust;

/// <summary>
/// Calls that bring no key but a signature, which the endpoint checks. Anybody can make them, so they are counted by target and not by caller, and of
/// those that are turned away the audit holds a line each only up to a rate: a flood must neither hide others' lines nor fill the store.
/// </summary>
internal sealed class SignedGate(AuditQueue queue, TimeProvider clock)
{
    public const string Role = "signed";

    private const double PerSecond = 20;
    private const int Burst = 200;
    private const double LinesPerSecond = 0.2;
    private const int LineBurst = 20;

    private readonly RateLimits _calls = new(PerSecond, Burst, clock);
    private readonly RateLimits _lines = new(LinesPerSecond, LineBurst, clock);
    private readonly ConcurrentDictionary<string, long> _unwritten = new(StringComparer.Ordinal);

    /// <param name="serve">Serves the call; what fails in it has been answered.</param>
    public async Task PassAsync(HttpContext http, string act, string? target, Func<Visit, Task> serve)
    {
        var visit = new Visit(new Caller(Identity.Anonymous, []), Role, act, Answer.TraceId, clock) { Target = target };
        http.Features.Set(visit);
        if (_calls.Take(act) is { } wait)
        {
            visit.Detail = "rate-limited";
            await RefusedAsync(visit, act);
            await http.HoldOffAsync(wait);
            return;
        }

        await serve(visit);
        if (http.Response.StatusCode >= StatusCodes.Status400BadRequest)
        {
            await RefusedAsync(visit, act);
            return;
        }

        await queue.AppendAsync(visit.Entry("allowed"), CancellationToken.None);
    }

    // By act and not by target: the target is the caller's own text.
    private async Task RefusedAsync(Visit visit, string act)
    {
        if (_lines.Take(act) is not null)
        {
            _unwritten.AddOrUpdate(act, 1, static (_, count) => count + 1);
            return;
        }

        if (_unwritten.TryRemove(act, out var more))
        {
            visit.Detail = string.Create(CultureInfo.InvariantCulture, $"{visit.Detail}; {more} more before it");
        }

        await queue.AppendAsync(visit.Entry("denied"), CancellationToken.None);
    }
}
