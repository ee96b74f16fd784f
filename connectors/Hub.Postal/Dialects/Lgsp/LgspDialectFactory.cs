using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Lgsp;

public sealed class LgspDialectFactory : IPostalDialectFactory
{
    private readonly TimeProvider _clock;
    private readonly Func<PostalOperatorOptions, HttpMessageHandler> _handlers;

    public LgspDialectFactory(TimeProvider clock)
        : this(clock, WireHandlers.Create)
    {
    }

    /// <param name="handlers">Makes what an operator's calls leave by.</param>
    public LgspDialectFactory(TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler> handlers) => (_clock, _handlers) = (clock, handlers);

    public string Dialect => PostalDialectNames.Lgsp;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options)
    {
        var speech = NgspSpeech.Lgsp(options);
        var api = new NgspApi(WireHandlers.Client(_handlers(options)), options, speech, _clock);
        return new LgspDialect(@operator, new NgspCalls(api, new NgspMapper(@operator, options), speech, _clock), new LgspApi(api, options), _clock);
    }
}
