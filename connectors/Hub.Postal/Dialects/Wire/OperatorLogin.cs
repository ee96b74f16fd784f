using Hub.Connectors;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Why no token could be had.</summary>
/// <param name="IsRefused">The operator refuses our account.</param>
internal sealed record TokenFault(string Text, bool IsRefused = false, TimeSpan? After = null);

/// <summary>An operator's calls under the one token that all of them share.</summary>
internal sealed class OperatorLogin
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    private readonly SingleFlightLogin<TokenFault> _login;
    private readonly TimeProvider _clock;

    public OperatorLogin(Func<CancellationToken, Task<LoginResult<TokenFault>>> logIn, TimeProvider clock) =>
        (_login, _clock) = (new SingleFlightLogin<TokenFault>(logIn, clock), clock);

    /// <summary>Makes the call with a token, and once again with a new one where that is refused.</summary>
    public async Task<WireReply<T>> CallAsync<T>(Func<string, CancellationToken, Task<WireReply<T>>> call, CancellationToken ct)
    {
        var reply = await _login.CallAsync(
            call,
            static reply => reply is WireReply<T>.Http { Status: 401 or 403 },
            static fault => fault.IsRefused ? new WireReply<T>.LoginRefused(fault.Text) : new WireReply<T>.NoToken(fault.Text, fault.After),
            ct);
        return reply is WireReply<T>.Http { Status: 401 or 403, Text: var text } ? new WireReply<T>.LoginRefused(text) : reply;
    }

    /// <param name="read">The operator's own answer to a login.</param>
    public LoginResult<TokenFault> Read<T>(WireReply<T> reply, Func<T, LoginResult<TokenFault>> read) => reply switch
    {
        WireReply<T>.Ok ok => read(ok.Value),
        WireReply<T>.Http { Status: 400 or 401 or 403 } refused => Refused(refused.Text),
        WireReply<T>.Http other => new LoginResult<TokenFault>.Failed(new TokenFault($"login: HTTP {other.Status}", After: other.After)),
        WireReply<T>.NotOurs page => Foreign(page.What),
        WireReply<T>.Silent silent => new LoginResult<TokenFault>.Failed(new TokenFault($"login: {silent.What}")),
        _ => throw new InvalidOperationException($"Unknown reply {reply.GetType().Name}."),
    };

    public LoginResult<TokenFault> Refused(string text) => new LoginResult<TokenFault>.Failed(new TokenFault(text, IsRefused: true), _clock.GetUtcNow() + AfterRefusal);

    /// <param name="what">What stands where the operator's answer should.</param>
    public static LoginResult<TokenFault> Foreign(string what) => new LoginResult<TokenFault>.Failed(new TokenFault($"login: not JSON ({what})"));
}
