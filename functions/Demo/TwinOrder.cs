namespace Hub.Functions.Demo;

/// <summary>One booking as the postal twin holds it.</summary>
/// <param name="Dialect">The twin's letter of the operator.</param>
/// <param name="Steps">What was told of the parcel, in the order in which it was told.</param>
/// <param name="CodAmount">Whole đồng.</param>
internal sealed record TwinOrder(string Number, string Dialect, IReadOnlyList<string> Steps, long CodAmount);
