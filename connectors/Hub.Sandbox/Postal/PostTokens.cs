using System.Collections.Concurrent;
using System.Globalization;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>Tokens live in memory only: a restarted operator knows none but the one given out by hand.</summary>
internal sealed class PostTokens(PostTwinOptions options, SeededChoice choice, TwinClock clock)
{
    private readonly ConcurrentDictionary<string, DateTimeOffset> _open = new(StringComparer.Ordinal);
    private readonly string _run = clock.GetUtcNow().UtcTicks.ToString("x", CultureInfo.InvariantCulture);
    private long _count;

    public string Open(PostDialect dialect)
    {
        var now = clock.GetUtcNow();
        foreach (var (known, endsAt) in _open)
        {
            if (endsAt <= now)
            {
                _open.TryRemove(known, out _);
            }
        }

        var number = Interlocked.Increment(ref _count);
        var token = $"{dialect.Letter()}{choice.Number("post.token:" + _run, number):x16}{choice.Number("post.token.more:" + _run, number):x16}";
        _open[token] = now + options.TokenLifetime;
        return token;
    }

    public bool IsOpen(PostDialect dialect, string token) =>
        token.Length > 0
        && ((dialect == PostDialect.B && token == options.PlatformToken)
            || (token.StartsWith(dialect.Letter(), StringComparison.Ordinal) && _open.TryGetValue(token, out var endsAt) && endsAt > clock.GetUtcNow()));

    public void Close(string token) => _open.TryRemove(token, out _);

    public void Clear() => _open.Clear();
}
