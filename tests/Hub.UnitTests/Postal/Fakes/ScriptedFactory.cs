using Hub.Postal;
using Hub.Postal.Dialects;

namespace Hub.UnitTests.Postal.Fakes;

internal sealed class ScriptedFactory(string dialect, IReadOnlyDictionary<string, ScriptedDialect> speakers) : IPostalDialectFactory
{
    public string Dialect => dialect;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => speakers[@operator];
}
