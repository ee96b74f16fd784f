using System.Text.Json.Serialization;

namespace Hub.Postal.Acts;

/// <param name="Id">Of the consignment's list.</param>
/// <param name="Count">How many were really there.</param>
public sealed record ActPaper([property: JsonRequired] string Id, [property: JsonRequired] int Count);
