namespace Hub.Postal.Dialects.Desk;

public sealed class DeskDialectFactory : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.Desk;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => new DeskDialect(@operator, options.UsesRanges);
}
