namespace Hub.Sandbox.Post;

/// <summary>A province in the operator's own table.</summary>
/// <param name="Code">The operator's code, 10..99: not the state's.</param>
/// <param name="Name">Name since July 2025.</param>
/// <param name="Communes">Names of its communes; the commune's code is the province's times 1,000 plus the place in this list, from 1.</param>
public sealed record PostProvince(int Code, string Name, IReadOnlyList<string> Communes);
