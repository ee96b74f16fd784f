using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Ngsp;

/// <param name="handlers">Makes what an operator's calls leave by; null for the network.</param>
public sealed class NgspDialectFactory(TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers = null) : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.Ngsp;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options)
    {
        var speech = NgspSpeech.Ngsp(options);
        var api = new NgspApi(WireHandlers.Client(options, handlers), options, speech, clock);
        return new NgspDialect(@operator, new NgspCalls(api, new NgspMapper(@operator, options), speech, clock));
    }
}
