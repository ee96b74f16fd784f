using Hub.Storage.Modules;

namespace Hub.Storage.Moving;

/// <summary>How far a table has been read or written.</summary>
/// <param name="Rows">How many rows lie before it.</param>
/// <param name="Key">The key of the last of them; null at the beginning, and always where a table has no key.</param>
internal sealed record MovePlace(long Rows, object[]? Key)
{
    public static readonly MovePlace Beginning = new(0, null);

    public MovePlace After(MovedTable table, IReadOnlyList<MovedColumn> columns, IReadOnlyList<object?[]> rows) => rows.Count == 0 ? this : new(
        Rows + rows.Count,
        table.Key.Length == 0 ? null : [.. table.Key.Select(name => rows[^1][Index(columns, name)]!)]);

    private static int Index(IReadOnlyList<MovedColumn> columns, string name)
    {
        for (var i = 0; i < columns.Count; i++)
        {
            if (columns[i].Name == name)
            {
                return i;
            }
        }

        throw new InvalidOperationException($"There is no column '{name}'.");
    }
}
