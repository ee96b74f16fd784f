using Hub.Postal.Dialects.Wire;

namespace Hub.Postal.Dialects.Ngsp;

public sealed class NgspDialectFactory : IPostalDialectFactory
{
    private readonly TimeProvider _clock;
    private readonly Func<PostalOperatorOptions, HttpMessageHandler> _handlers;

    public NgspDialectFactory(TimeProvider clock)
        : this(clock, WireHandlers.Create)
    {
    }

    /// <param name="handlers">Makes what an operator's calls leave by.</param>
    public NgspDialectFactory(TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler> handlers) => (_clock, _handlers) = (clock, handlers);

    public string Dialect => PostalDialectNames.Ngsp;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options)
    {
        var speech = NgspSpeech.Ngsp(options);
        var api = new NgspApi(WireHandlers.Client(_handlers(options)), options, speech, _clock);
        return new NgspDialect(@operator, new NgspCalls(api, new NgspMapper(@operator, options), speech, _clock));
    }
}
