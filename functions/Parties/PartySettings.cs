using Hub.Core.Parties;
using Microsoft.Extensions.Options;

namespace Hub.Functions.Parties;

/// <summary>Options of each party, by the section that holds them; read and checked already.</summary>
public sealed class PartySettings(IReadOnlyDictionary<string, object> bySection)
{
    public TOptions Of<TOptions>()
        where TOptions : class => bySection.Values.OfType<TOptions>().Single();

    public object Of(Party party) => bySection[party.Section];
}

/// <summary>Hands a connector the options that were read and checked already.</summary>
internal sealed class FixedOptions<T>(T value) : IOptionsFactory<T> where T : class
{
    public T Create(string name) => value;
}
