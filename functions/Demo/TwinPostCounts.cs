namespace Hub.Functions.Demo;

/// <summary>What one operator of the postal twin counted.</summary>
/// <param name="Doubled">Orders beyond the first of a number.</param>
internal sealed record TwinPostCounts(string Dialect, long Orders, long Doubled, long RefusedDuplicates);
