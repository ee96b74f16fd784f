using System.Net;
using System.Net.Http.Headers;
using Hub.Connectors;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Why no token could be had.</summary>
/// <param name="IsRefused">The operator refuses our account.</param>
internal sealed record TokenFault(string Text, bool IsRefused = false, TimeSpan? After = null);

/// <summary>No token could be had, so the call itself was never made.</summary>
internal sealed class NoTokenException(TokenFault fault) : NoAnswerException(fault.Text, mayBeSent: false)
{
    public TokenFault Fault { get; } = fault;
}

/// <summary>An operator's calls under the one token that all of them share.</summary>
internal sealed class OperatorLogin(TimeProvider clock)
{
    private static readonly TimeSpan AfterRefusal = TimeSpan.FromMinutes(5);

    /// <param name="isOver">Whether a success says all the same that the token is over.</param>
    public DelegatingHandler Handler(
        Func<CancellationToken, Task<LoginResult<TokenFault>>> logIn, Action<HttpRequestHeaders, string> authorize, Func<AnswerContent, bool>? isOver = null) => new TokenHandler<TokenFault>(
        new SingleFlightLogin<TokenFault>(logIn, clock),
        authorize,
        response => response.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || (response is { IsSuccessStatusCode: true, Content: AnswerContent answer } && isOver?.Invoke(answer) is true),
        static fault => throw new NoTokenException(fault));

    /// <summary>Puts the token into a header of its own.</summary>
    public static Action<HttpRequestHeaders, string> InHeader(string name) => (headers, token) =>
    {
        headers.Remove(name);
        headers.TryAddWithoutValidation(name, token);
    };

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

    public LoginResult<TokenFault> Refused(string text) => new LoginResult<TokenFault>.Failed(new TokenFault(text, IsRefused: true), clock.GetUtcNow() + AfterRefusal);

    /// <param name="what">What stands where the operator's answer should.</param>
    public static LoginResult<TokenFault> Foreign(string what) => new LoginResult<TokenFault>.Failed(new TokenFault($"login: not JSON ({what})"));
}
