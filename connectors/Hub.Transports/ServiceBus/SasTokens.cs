using System.Collections.Concurrent;

namespace Hub.Transports.ServiceBus;

/// <summary>Signs tokens, one for each queue so that a policy of a queue alone is enough, and keeps them until shortly before their end.</summary>
internal sealed class SasTokens(ServiceBusOptions options, TimeProvider clock) : ITokenSource
{
    private readonly ConcurrentDictionary<Uri, (string Token, DateTimeOffset Until)> _tokens = new();
    private long _skewTicks;

    public ValueTask<string> TokenAsync(Uri audience, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        if (!_tokens.TryGetValue(audience, out var kept) || kept.Until - options.TokenMargin <= now)
        {
            var until = now + options.TokenLife;
            kept = (SharedAccessSignature.Sign(audience, options.KeyName!, options.Key!, until + TimeSpan.FromTicks(Interlocked.Read(ref _skewTicks))), until);
            _tokens[audience] = kept;
        }

        return ValueTask.FromResult(kept.Token);
    }

    // A machine whose clock is slow signs tokens that are over before they are used.
    public void Forget(Uri audience, string token, DateTimeOffset? serverTime)
    {
        if (serverTime is { } theirs)
        {
            Interlocked.Exchange(ref _skewTicks, (theirs - clock.GetUtcNow()).Ticks);
        }

        if (_tokens.TryGetValue(audience, out var kept) && kept.Token == token)
        {
            _tokens.TryRemove(new KeyValuePair<Uri, (string, DateTimeOffset)>(audience, kept));
        }
    }
}
