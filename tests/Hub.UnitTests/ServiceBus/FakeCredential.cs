using Azure.Core;

namespace Hub.UnitTests.ServiceBus;

/// <summary>Hands out the tokens <c>token-1</c>, <c>token-2</c>, … with the life a test gives them.</summary>
internal sealed class FakeCredential(TimeProvider clock, TimeSpan life) : TokenCredential
{
    private int _made;

    public int Made => _made;

    public string[] Scopes { get; private set; } = [];

    public Exception? Fault { get; set; }

    public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken)
    {
        Scopes = requestContext.Scopes;
        return Fault is null ? ValueTask.FromResult(new AccessToken($"token-{Interlocked.Increment(ref _made)}", clock.GetUtcNow() + life)) : throw Fault;
    }

    public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => throw new NotSupportedException();
}
