using Azure.Core;
using Azure.Identity;

namespace Hub.Transports.ServiceBus;

/// <summary>Tokens of a managed identity, or of any other credential, kept until shortly before their end; one is fetched at a time.</summary>
internal sealed class EntraTokens(TokenCredential credential, ServiceBusOptions options, TimeProvider clock) : ITokenSource, IDisposable
{
    private static readonly string[] Scopes = ["https://servicebus.azure.net/.default"];
    private readonly SemaphoreSlim _gate = new(1, 1);
    private volatile Kept? _kept;

    public async ValueTask<string> TokenAsync(Uri audience, CancellationToken ct)
    {
        if (Fresh() is { } token)
        {
            return token;
        }

        await _gate.WaitAsync(ct);
        try
        {
            if (Fresh() is { } fetched)
            {
                return fetched;
            }

            var made = await credential.GetTokenAsync(new TokenRequestContext(Scopes), ct);
            var life = made.ExpiresOn - clock.GetUtcNow();
            var margin = options.TokenMargin < life / 2 ? options.TokenMargin : life / 2;
            var renewAt = made.RefreshOn is { } refresh && refresh < made.ExpiresOn - margin ? refresh : made.ExpiresOn - margin;
            _kept = new Kept("Bearer " + made.Token, renewAt);
            return _kept.Token;
        }
        catch (AuthenticationFailedException refused)
        {
            throw new ServiceBusException(ServiceBusReason.Unauthorized, "no token for the managed identity could be had", refused);
        }
        finally
        {
            _gate.Release();
        }
    }

    public void Forget(Uri audience, string token, DateTimeOffset? serverTime)
    {
        if (_kept is { } kept && kept.Token == token)
        {
            Interlocked.CompareExchange(ref _kept, null, kept);
        }
    }

    public void Dispose() => _gate.Dispose();

    private string? Fresh() => _kept is { } kept && kept.RenewAt > clock.GetUtcNow() ? kept.Token : null;

    private sealed record Kept(string Token, DateTimeOffset RenewAt);
}
