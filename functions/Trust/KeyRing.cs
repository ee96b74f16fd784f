using System.Collections.Concurrent;
using System.Security.Cryptography;
using Hub.Core.Trust;
using Hub.Functions.Parties;

namespace Hub.Functions.Trust;

/// <summary>Recognises API keys. A key is remembered for a few seconds; a revocation in this process is effective at once.</summary>
internal sealed class KeyRing(IKeys keys, LocalKey local, Wings wings, TimeProvider clock, TimeSpan remember)
{
    private const int MaxRemembered = 10_000;
    private static readonly byte[] Nobody = new byte[SHA256.HashSizeInBytes];

    private readonly ConcurrentDictionary<string, (ApiKey Key, DateTimeOffset Until)> _known = new(StringComparer.Ordinal);

    public async ValueTask<Identity> IdentifyAsync(string text, CancellationToken ct)
    {
        if (!KeyText.TryParse(text, out var id, out var secret))
        {
            return Identity.Refused("bad-key");
        }

        if (id == LocalKey.Id)
        {
            return local.Fits(secret) ? Identity.Of(local.Caller) : Identity.Refused("bad-key");
        }

        var now = clock.GetUtcNow();
        var key = await FindAsync(id, now, ct);

        // An unknown id costs the same comparison as a known one.
        var fits = CryptographicOperations.FixedTimeEquals(KeyText.Hash(secret), key is null ? Nobody : key.Hash.Span);
        return key is null || !fits ? Identity.Refused("bad-key")
            : key.RevokedAt is not null ? Identity.Refused("revoked", id)
            : key.ExpiresAt <= now ? Identity.Refused("expired", id)
            : Identity.Of(Caller.Of(id, [key.Role], wings.IsBound, key.Operator, key.Office) with { Person = Person.Of(key.Person) });
    }

    /// <summary>The key was changed: ask the store again.</summary>
    public void Forget(string id) => _known.TryRemove(id, out _);

    private async ValueTask<ApiKey?> FindAsync(string id, DateTimeOffset now, CancellationToken ct)
    {
        if (_known.TryGetValue(id, out var known) && known.Until > now)
        {
            return known.Key;
        }

        var key = await keys.FindAsync(id, ct);
        if (key is not null && remember > TimeSpan.Zero)
        {
            if (_known.Count >= MaxRemembered)
            {
                _known.Clear();
            }

            _known[id] = (key, now + remember);
        }

        return key;
    }
}
