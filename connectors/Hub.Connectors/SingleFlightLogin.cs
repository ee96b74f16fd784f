namespace Hub.Connectors;

/// <summary>
/// The one session or token that all calls to a partner share. Logins are single-flight: callers that need one at the same moment wait for the
/// same login. A refused login is remembered, so that a wrong password is not tried by every delivery until the account is locked.
/// </summary>
/// <param name="logIn">
/// With its own time limit: it belongs to all who wait for it, so no caller's cancellation ends it. It returns failures and throws only for faults of ours.
/// </param>
public sealed class SingleFlightLogin<TFailure>(Func<CancellationToken, Task<LoginResult<TFailure>>> logIn, TimeProvider clock)
{
    private static readonly TimeSpan Margin = TimeSpan.FromSeconds(30);

    private readonly Lock _gate = new();
    private (string Token, DateTimeOffset Until)? _held;
    private (LoginResult<TFailure>.Failed Result, DateTimeOffset Until)? _refused;
    private Task<LoginResult<TFailure>>? _login;

    /// <summary>Makes the call with a token. When the partner refuses that: one new login and one repeat, which is safe because nothing was applied.</summary>
    /// <param name="isRefused">Whether the reply says that the token is unknown or over.</param>
    /// <param name="notLoggedIn">The reply where no token could be had, so the call was not made.</param>
    public Task<TReply> CallAsync<TReply>(
        Func<string, CancellationToken, Task<TReply>> call, Func<TReply, bool> isRefused, Func<TFailure, TReply> notLoggedIn, CancellationToken ct) =>
        CallAsync(call, (reply, _) => isRefused(reply), notLoggedIn, ct);

    /// <summary>The same where a reply has to be judged by the token that it answers.</summary>
    /// <param name="isRefused">With the reply: whether the token was there before the call, so that it may have ended meanwhile.</param>
    public async Task<TReply> CallAsync<TReply>(
        Func<string, CancellationToken, Task<TReply>> call, Func<TReply, bool, bool> isRefused, Func<TFailure, TReply> notLoggedIn, CancellationToken ct)
    {
        for (var attempt = 1; ; attempt++)
        {
            var (login, isHeld) = await OpenAsync(ct);
            if (login is not LoginResult<TFailure>.Granted { Token: var token })
            {
                return notLoggedIn(((LoginResult<TFailure>.Failed)login).Failure);
            }

            var reply = await call(token, ct);
            if (!isRefused(reply, isHeld))
            {
                return reply;
            }

            Drop(token);
            if (attempt == 2)
            {
                return reply;
            }
        }
    }

    private void Drop(string token)
    {
        lock (_gate)
        {
            // Another caller may have renewed it meanwhile.
            _held = _held?.Token == token ? null : _held;
        }
    }

    private async Task<(LoginResult<TFailure> Result, bool IsHeld)> OpenAsync(CancellationToken ct)
    {
        Task<LoginResult<TFailure>> login;
        lock (_gate)
        {
            var now = clock.GetUtcNow();
            if (_held is { } held && held.Until > now)
            {
                return (new LoginResult<TFailure>.Granted(held.Token), true);
            }

            if (_refused is { } refused && refused.Until > now)
            {
                return (refused.Result, true);
            }

            login = _login ??= LogInAsync();
        }

        return (await login.WaitAsync(ct), false);
    }

    private async Task<LoginResult<TFailure>> LogInAsync()
    {
        // Leaves the lock before anything happens.
        await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
        LoginResult<TFailure>? result = null;
        try
        {
            result = await logIn(CancellationToken.None);
            return result;
        }
        finally
        {
            lock (_gate)
            {
                _login = null;
                _held = result is LoginResult<TFailure>.Granted granted ? (granted.Token, Until(granted.Lifetime)) : null;
                _refused = result is LoginResult<TFailure>.Failed { NotBefore: { } until } failed ? (failed, until) : null;
            }
        }
    }

    // A token is renewed before it ends under way, and a short-lived one is used for half its life at least.
    private DateTimeOffset Until(TimeSpan? lifetime)
    {
        var now = clock.GetUtcNow();
        return lifetime is { } life && life < DateTimeOffset.MaxValue - now ? now + (life > 2 * Margin ? life - Margin : life / 2) : DateTimeOffset.MaxValue;
    }
}
