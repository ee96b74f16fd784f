namespace Hub.Sandbox.Post;

/// <summary>What one dialect holds: <c>Orders</c> − <c>OrderNumbers</c> = <c>Doubled</c>. Refusals are those since the process began.</summary>
internal sealed record PostCounts(
    int Orders, int OrderNumbers, int Doubled, int RefusedDuplicates, int Cancels, int ItemCodesUsed, long ItemCodesReused, long ItemCodesOutside);
