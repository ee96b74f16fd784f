using Hub.Postal.Dialects.Wire;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Dialects.MyVnPost;

/// <param name="handlers">Makes what an operator's calls leave by; null for the network.</param>
public sealed class MyVnPostDialectFactory(
    TimeProvider clock, ILogger<MyVnPostDialectFactory> logger, Func<PostalOperatorOptions, HttpMessageHandler>? handlers = null) : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.MyVnPost;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => new MyVnPostDialect(
        @operator, new MyVnPostApi(WireHandlers.Client(options, handlers), options, clock), new MyVnPostMapper(@operator, options), logger);
}
