namespace Hub.Storage.Moving;

/// <summary>What was copied is not what the source holds. The target stays marked as unfinished and is not served.</summary>
public sealed class MoveDiffersException(string table, MovedRows source, MovedRows target) : Exception(
    $"""
    Bảng {table} ở đích khác nguồn ({source.Rows} dòng {source.Digest[..12]}, đích {target.Rows} dòng {target.Digest[..12]}): nguồn đã thay đổi từ lần chép trước, hoặc đích bị sửa. Xóa kho đích rồi chép lại. /
    Table {table} differs ({source.Rows} rows {source.Digest[..12]} in the source, {target.Rows} rows {target.Digest[..12]} in the target): the source has changed since a former run, or the target was touched. Remove the target and move again.
    """)
{
    public string Table { get; } = table;
}
