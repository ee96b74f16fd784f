namespace Hub.Storage.Moving;

/// <summary>A move that is complete.</summary>
/// <param name="Source">Without secrets.</param>
/// <param name="Target">Without secrets.</param>
/// <param name="IsContinued">Whether a former run had been broken off.</param>
/// <param name="Tables">What was compared; empty when a former run had completed the same move and nothing was left to do.</param>
public sealed record MoveReport(string Source, string Target, bool IsContinued, IReadOnlyList<MovedRows> Tables)
{
    public bool WasComplete => Tables.Count == 0;
}
