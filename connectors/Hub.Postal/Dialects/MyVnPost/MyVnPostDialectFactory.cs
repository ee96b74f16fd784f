using Hub.Postal.Dialects.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Dialects.MyVnPost;

public sealed class MyVnPostDialectFactory : IPostalDialectFactory
{
    private readonly TimeProvider _clock;
    private readonly ILogger<MyVnPostDialectFactory> _logger;
    private readonly Func<PostalOperatorOptions, HttpMessageHandler> _handlers;

    public MyVnPostDialectFactory(TimeProvider clock, ILogger<MyVnPostDialectFactory> logger)
        : this(clock, logger, WireHandlers.Create)
    {
    }

    /// <param name="handlers">Makes what an operator's calls leave by.</param>
    public MyVnPostDialectFactory(TimeProvider clock, ILogger<MyVnPostDialectFactory> logger, Func<PostalOperatorOptions, HttpMessageHandler> handlers) =>
        (_clock, _logger, _handlers) = (clock, logger, handlers);

    public string Dialect => PostalDialectNames.MyVnPost;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => new MyVnPostDialect(
        @operator, new MyVnPostApi(WireHandlers.Client(_handlers(options)), options, _clock), new MyVnPostMapper(@operator, options), _logger);
}
