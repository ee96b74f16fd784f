using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Lgsp;

/// <param name="handlers">Makes what an operator's calls leave by; null for the network.</param>
public sealed class LgspDialectFactory(TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers = null) : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.Lgsp;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options)
    {
        var speech = NgspSpeech.Lgsp(options);
        var api = new NgspApi(WireHandlers.Client(options, handlers), options, speech, clock);
        return new LgspDialect(@operator, new NgspCalls(api, new NgspMapper(@operator, options), speech, clock), new LgspApi(api, options), clock);
    }
}
