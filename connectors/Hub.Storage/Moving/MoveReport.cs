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

/// <summary>A table that was copied and found equal.</summary>
/// <param name="Digest">SHA-256 over every value of every row in the order of the key, in hexadecimal.</param>
public sealed record MovedRows(string Table, long Rows, string Digest);

/// <summary>How far a move has come.</summary>
/// <param name="Table">The table that is worked on.</param>
/// <param name="Rows">Rows of it done.</param>
/// <param name="Of">Rows of it in the source.</param>
/// <param name="IsVerifying">Whether it is being compared, else copied.</param>
public sealed record MoveProgress(string Table, long Rows, long Of, bool IsVerifying);

/// <summary>A move that must not begin; nothing was changed.</summary>
public sealed class MoveRefusedException(string message) : Exception(message);

/// <summary>What was copied is not what the source holds. The target stays marked as unfinished and is not served.</summary>
public sealed class MoveDiffersException(string table, MovedRows source, MovedRows target) : Exception(
    $"""
    Bảng {table} ở đích khác nguồn ({source.Rows} dòng {source.Digest[..12]}, đích {target.Rows} dòng {target.Digest[..12]}): nguồn đã thay đổi từ lần chép trước, hoặc đích bị sửa. Xóa kho đích rồi chép lại. /
    Table {table} differs ({source.Rows} rows {source.Digest[..12]} in the source, {target.Rows} rows {target.Digest[..12]} in the target): the source has changed since a former run, or the target was touched. Remove the target and move again.
    """)
{
    public string Table { get; } = table;
}
