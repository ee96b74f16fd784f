using Hub.Postal.Dialects;
using Hub.Postal.Settings;

namespace Hub.UnitTests.Postal.Fakes;

internal sealed class ScriptedFactory(string dialect, IReadOnlyDictionary<string, ScriptedDialect> speakers) : IPostalDialectFactory
{
    public string Dialect => dialect;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => speakers[@operator];
}
