using Hub.Connectors;

namespace Hub.Postal.Dialects.Wire;

/// <summary>Where an operator's calls leave the process.</summary>
internal static class WireHandlers
{
    /// <param name="handlers">Instead of the network.</param>
    public static HttpClient Client(PostalOperatorOptions options, Func<PostalOperatorOptions, HttpMessageHandler>? handlers) =>
        new(handlers?.Invoke(options) ?? PartnerHandlers.Network(options.Timeouts.Connect), disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan };
}
