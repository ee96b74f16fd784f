using System.Globalization;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Hub.Transports.ServiceBus;

/// <summary>Puts a token on a request that stays inside the namespace, and asks for a fresh one once when it is refused.</summary>
internal sealed class TokenPolicy(ITokenSource tokens, Uri address) : HttpPipelinePolicy
{
    /// <summary>Key of the message property that holds the address the token must be good for.</summary>
    public const string Audience = "hub.audience";

    private const int Refused = 401;

    public override async ValueTask ProcessAsync(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline)
    {
        var target = message.Request.Uri.ToUri();
        if (!Addresses.IsWithin(target, address))
        {
            throw new InvalidOperationException("A request to another place must not carry a token.");
        }

        var audience = message.TryGetProperty(Audience, out var given) && given is Uri own ? own : address;
        var token = await AuthorizeAsync(message, audience);
        await ProcessNextAsync(message, pipeline);
        if (message.Response.Status != Refused)
        {
            return;
        }

        tokens.Forget(audience, token, ServerTime(message.Response));
        message.Response.Dispose();
        await AuthorizeAsync(message, audience);
        await ProcessNextAsync(message, pipeline);
    }

    public override void Process(HttpMessage message, ReadOnlyMemory<HttpPipelinePolicy> pipeline) =>
        throw new NotSupportedException("The namespace is called asynchronously only.");

    private async ValueTask<string> AuthorizeAsync(HttpMessage message, Uri audience)
    {
        var token = await tokens.TokenAsync(audience, message.CancellationToken);
        message.Request.Headers.SetValue("Authorization", token);
        return token;
    }

    private static DateTimeOffset? ServerTime(Azure.Response response) =>
        response.Headers.TryGetValue("Date", out var text) && DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var time) ? time : null;
}
