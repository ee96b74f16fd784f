using System.Collections.Concurrent;
using System.Globalization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Sessions live in memory only: a restarted portal knows none of them.</summary>
internal sealed class PortalSessions(PortalTwinOptions options, SeededChoice choice, TwinClock clock)
{
    private readonly ConcurrentDictionary<string, PortalSession> _open = new(StringComparer.Ordinal);
    private readonly string _run = clock.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);
    private long _count;

    public string Open()
    {
        var now = clock.GetUtcNow();
        foreach (var (token, session) in _open)
        {
            if (session.EndsAt <= now)
            {
                _open.TryRemove(token, out _);
            }
        }

        var number = Interlocked.Increment(ref _count);
        var opened = $"{choice.Number("session:" + _run, number):x16}{number:x8}";
        _open[opened] = new PortalSession(now + options.SessionLifetime);
        return opened;
    }

    public bool IsOpen(string token)
    {
        if (!_open.TryGetValue(token, out var session))
        {
            return false;
        }

        if (session.EndsAt > clock.GetUtcNow() && session.CountCall() <= (options.CallsPerSession ?? long.MaxValue))
        {
            return true;
        }

        _open.TryRemove(token, out _);
        return false;
    }

    public void Close(string token) => _open.TryRemove(token, out _);

    public void Clear() => _open.Clear();
}

internal sealed class PortalSession(DateTimeOffset endsAt)
{
    private long _calls;

    public DateTimeOffset EndsAt => endsAt;

    public long CountCall() => Interlocked.Increment(ref _calls);
}
