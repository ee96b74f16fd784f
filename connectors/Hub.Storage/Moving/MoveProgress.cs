namespace Hub.Storage.Moving;

/// <summary>How far a move has come.</summary>
/// <param name="Table">The table that is worked on.</param>
/// <param name="Rows">Rows of it done.</param>
/// <param name="Of">Rows of it in the source.</param>
/// <param name="IsVerifying">Whether it is being compared, else copied.</param>
public sealed record MoveProgress(string Table, long Rows, long Of, bool IsVerifying);
