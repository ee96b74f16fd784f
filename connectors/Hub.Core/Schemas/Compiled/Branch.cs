namespace Hub.Core.Schemas.Compiled;

/// <summary>One alternative of an object: properties it needs, and what it asks of some of them.</summary>
/// <param name="Required">A bit for each property, by its number.</param>
/// <param name="Conditions">Checks of scalars, by the number of the property.</param>
internal sealed record Branch(ulong Required, IReadOnlyDictionary<int, ValueNode> Conditions);
