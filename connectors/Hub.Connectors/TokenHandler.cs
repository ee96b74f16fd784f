using System.Net.Http.Headers;

namespace Hub.Connectors;

/// <summary>
/// Puts the token that all calls to a partner share on each of them. Where the partner refuses it there is one new login and one repeat, which is safe because
/// nothing was applied.
/// </summary>
/// <param name="authorize">Puts the token where the partner wants it, in place of one that stands there.</param>
/// <param name="isRefused">Whether the answer says that the token is unknown or over.</param>
/// <param name="notLoggedIn">What stands for an answer where no token could be had; it may throw <see cref="NoAnswerException"/>.</param>
public sealed class TokenHandler<TFailure>(
    SingleFlightLogin<TFailure> login, Action<HttpRequestHeaders, string> authorize, Func<HttpResponseMessage, bool> isRefused, Func<TFailure, HttpResponseMessage> notLoggedIn)
    : DelegatingHandler
{
    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        HttpResponseMessage? before = null;
        return login.CallAsync(
            async (token, ct) =>
            {
                before?.Dispose();
                authorize(request.Headers, token);
                return before = await base.SendAsync(request, ct);
            },
            isRefused,
            failure =>
            {
                before?.Dispose();
                return notLoggedIn(failure);
            },
            cancellationToken);
    }
}
