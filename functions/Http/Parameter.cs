namespace Hub.Functions.Http;

/// <summary>A path or query parameter. A name with a trailing <c>*</c> in the route is matched whole; here it stands plain.</summary>
/// <param name="Kind"><c>string</c>, <c>integer</c>, <c>date-time</c> or <c>boolean</c>.</param>
public sealed record Parameter(string Name, string Description, string Kind = "string", bool InPath = false, IReadOnlyList<string>? Values = null);
