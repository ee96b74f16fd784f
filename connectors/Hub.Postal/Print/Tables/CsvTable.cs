using System.Text;

namespace Hub.Postal.Print.Tables;

/// <summary>RFC 4180, with the byte order mark by which a spreadsheet knows Vietnamese.</summary>
internal static class CsvTable
{
    public static byte[] Write(TableContent table)
    {
        var text = new StringBuilder("\uFEFF");
        Row(text, table.Columns.Select(column => (TableCell)column.Heading));
        foreach (var row in table.Rows)
        {
            Row(text, row);
        }

        Row(text, table.Sum);
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static void Row(StringBuilder text, IEnumerable<TableCell> cells) => text.AppendJoin(',', cells.Select(Written)).Append("\r\n");

    private static string Written(TableCell cell) => cell.Number is { } number ? $"{number}" : $"\"{Harmless(PrintText.Clean(cell.Text)).Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    // A spreadsheet takes a text that begins so for a formula.
    private static string Harmless(string text) => text.Length > 0 && text[0] is '=' or '+' or '-' or '@' ? $"'{text}" : text;
}
