using System.Text.Json;

namespace Hub.Core.Schemas.Compiled;

/// <summary>The alternatives of an object, judged while its properties pass by once.</summary>
internal sealed class BranchSet
{
    private readonly ulong[] _required;
    private readonly (int Branch, ValueNode Check)[]?[] _conditions;
    private readonly bool _exactlyOne;

    public BranchSet(IReadOnlyList<Branch> branches, int properties, bool exactlyOne)
    {
        _exactlyOne = exactlyOne;
        _required = [.. branches.Select(b => b.Required)];
        _conditions = new (int, ValueNode)[]?[properties];
        for (var property = 0; property < properties; property++)
        {
            (int, ValueNode)[] checks =
            [
                .. branches.Index()
                    .Where(b => b.Item.Conditions.ContainsKey(property))
                    .Select(b => (b.Index, b.Item.Conditions[property])),
            ];
            _conditions[property] = checks.Length > 0 ? checks : null;
        }
    }

    public ulong All => _required.Length == 64 ? ulong.MaxValue : (1UL << _required.Length) - 1;

    /// <returns>The branches, of those still alive, that take the value the reader stands on.</returns>
    public ulong Narrow(ulong alive, int property, ref Utf8JsonReader reader)
    {
        if (_conditions[property] is not { } conditions)
        {
            return alive;
        }

        foreach (var (branch, check) in conditions)
        {
            if (!check.Accepts(ref reader))
            {
                alive &= ~(1UL << branch);
            }
        }

        return alive;
    }

    public bool Holds(ulong alive, ulong seen)
    {
        var holding = 0;
        for (var branch = 0; branch < _required.Length; branch++)
        {
            if ((alive & (1UL << branch)) != 0 && (seen & _required[branch]) == _required[branch])
            {
                holding++;
            }
        }

        return _exactlyOne ? holding == 1 : holding > 0;
    }
}

/// <summary>One alternative of an object: properties it needs, and what it asks of some of them.</summary>
/// <param name="Required">A bit for each property, by its number.</param>
/// <param name="Conditions">Checks of scalars, by the number of the property.</param>
internal sealed record Branch(ulong Required, IReadOnlyDictionary<int, ValueNode> Conditions);
