namespace Hub.Postal.Dialects.Wire;

/// <summary>
/// The one token of an operator. Logins are single-flight: callers that need one at the same moment wait for the same login. A refused login is
/// remembered, so that a wrong password is not tried by every delivery until the account is locked.
/// </summary>
/// <param name="logIn">With its own patience; ended by nobody's cancellation, since it belongs to all who wait.</param>
internal sealed class TokenDesk(Func<CancellationToken, Task<WireReply<TokenGrant>>> logIn, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    private readonly Lock _gate = new();
    private (string Token, DateTimeOffset Until)? _held;
    private (string Text, DateTimeOffset Until)? _refused;
    private Task<WireReply<TokenGrant>>? _login;

    /// <summary>Makes the call with a token. When that is refused: one new login and one repeat, which is safe because nothing was applied.</summary>
    public async Task<WireReply<T>> CallAsync<T>(Func<string, CancellationToken, Task<WireReply<T>>> call, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var login = await OpenAsync(ct);
            if (login is not WireReply<TokenGrant>.Ok { Value.Token: var token })
            {
                return Failure<T>(login);
            }

            var reply = await call(token, ct);
            if (reply is not WireReply<T>.Http { Status: 401 or 403, Text: var text })
            {
                return reply;
            }

            Drop(token);
            if (attempt == 2)
            {
                return new WireReply<T>.LoginRefused(text);
            }
        }
    }

    private static WireReply<T> Failure<T>(WireReply<TokenGrant> login) => login switch
    {
        WireReply<TokenGrant>.LoginRefused refused => new WireReply<T>.LoginRefused(refused.Text),
        WireReply<TokenGrant>.Http { Status: 400 or 401 or 403 } refused => new WireReply<T>.LoginRefused(refused.Text),
        WireReply<TokenGrant>.Http other => new WireReply<T>.NoToken($"login: HTTP {other.Status}", other.After),
        WireReply<TokenGrant>.NotOurs page => new WireReply<T>.NoToken($"login: not JSON ({page.What})", null),
        WireReply<TokenGrant>.Silent silent => new WireReply<T>.NoToken($"login: {silent.What}", null),
        _ => throw new InvalidOperationException($"Unknown reply {login.GetType().Name}."),
    };

    private void Drop(string token)
    {
        lock (_gate)
        {
            _held = _held?.Token == token ? null : _held;
        }
    }

    private async Task<WireReply<TokenGrant>> OpenAsync(CancellationToken ct)
    {
        Task<WireReply<TokenGrant>> login;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_held is { } held && held.Until > now)
            {
                return new WireReply<TokenGrant>.Ok(new TokenGrant(held.Token, null));
            }

            if (_refused is { } refused && refused.Until > now)
            {
                return new WireReply<TokenGrant>.LoginRefused(refused.Text);
            }

            login = _login ??= LogInAsync();
        }

        return await login.WaitAsync(ct);
    }

    private async Task<WireReply<TokenGrant>> LogInAsync()
    {
        // Leaves the lock before anything happens.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        WireReply<TokenGrant>? reply = null;
        try
        {
            reply = await logIn(CancellationToken.None);
            return reply;
        }
        finally
        {
            lock (_gate)
            {
                _login = null;
                _held = reply is WireReply<TokenGrant>.Ok { Value: var grant } ? (grant.Token, Until(grant)) : null;
                _refused = reply is not null && Failed(reply) is { } text ? (text, clock.GetUtcNow() + AfterRefusal) : null;
            }
        }
    }

    private static string? Failed(WireReply<TokenGrant> reply) => reply switch
    {
        WireReply<TokenGrant>.LoginRefused refused => refused.Text,
        WireReply<TokenGrant>.Http { Status: 400 or 401 or 403 } refused => refused.Text,
        _ => null,
    };

    // A short-lived token is used for half its life at least.
    private DateTimeOffset Until(TokenGrant grant) => grant.Lifetime is not { } life ? DateTimeOffset.MaxValue
        : clock.GetUtcNow() + (life > 2 * Margin ? life - Margin : life / 2);
}
