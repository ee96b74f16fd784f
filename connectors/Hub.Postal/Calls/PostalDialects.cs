using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Microsoft.Extensions.Options;

namespace Hub.Postal.Calls;

/// <summary>The operators of the settings, each with its speaker.</summary>
public sealed class PostalDialects
{
    private readonly Dictionary<string, IPostalDialect> _dialects;

    /// <exception cref="InvalidOperationException">No factory speaks the dialect of an operator.</exception>
    public PostalDialects(IOptions<PostalOptions> options, IEnumerable<IPostalDialectFactory> factories)
    {
        var makers = factories.ToDictionary(factory => factory.Dialect, StringComparer.Ordinal);
        _dialects = options.Value.Operators.ToDictionary(
            party => party.Key,
            party => makers.TryGetValue(party.Value.Dialect, out var maker)
                ? maker.Create(party.Key, party.Value)
                : throw new InvalidOperationException($"Nobody speaks dialect '{party.Value.Dialect}' of operator '{party.Key}'."),
            StringComparer.Ordinal);
        All = [.. _dialects.OrderBy(party => party.Key, StringComparer.Ordinal).Select(party => party.Value)];
    }

    /// <summary>In order of the operators' names.</summary>
    public IReadOnlyList<IPostalDialect> All { get; }

    /// <summary>Null for an operator that the settings do not name (any more).</summary>
    public IPostalDialect? Find(string? @operator) => @operator is not null ? _dialects.GetValueOrDefault(@operator) : null;
}
