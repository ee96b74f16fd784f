namespace Hub.Postal.Dialects;

/// <summary>Makes the speaker of one dialect for an operator. One is registered for each dialect; an operator's settings name it.</summary>
public interface IPostalDialectFactory
{
    /// <summary>One of <see cref="PostalDialectNames"/>.</summary>
    string Dialect { get; }

    /// <param name="operator">The operator's name in the settings, which its signs and consignments bear.</param>
    /// <param name="options">Checked already.</param>
    IPostalDialect Create(string @operator, PostalOperatorOptions options);
}
