using System.IO.Compression;
using System.Xml;
using SpreadCheetah;
using SpreadCheetah.Styling;
using SpreadCheetah.Worksheets;

namespace Hub.Postal.Print.Tables;

/// <summary>One sheet, its texts as texts whatever they begin with, its sums as numbers. The same table gives the same bytes.</summary>
internal static class XlsxTable
{
    private const string Money = "#,##0\\ \"đ\"";

    private static readonly SpreadCheetahOptions Plain = new() { DocumentProperties = null, WriteCellReferenceAttributes = true };

    // A ZIP entry bears a time; the table's own are in its cells.
    private static readonly DateTimeOffset Always = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    public static async Task<byte[]> WriteAsync(TableContent table, CancellationToken ct)
    {
        using var stream = new MemoryStream();
        await using (var sheet = await Spreadsheet.CreateNewAsync(stream, Plain, ct))
        {
            var money = NumberFormat.Custom(Money);
            var text = new Styles(null, sheet.AddStyle(new Style { Format = money }));
            var strong = new Styles(sheet.AddStyle(new Style { Font = { Bold = true } }), sheet.AddStyle(new Style { Font = { Bold = true }, Format = money }));
            await sheet.StartWorksheetAsync("1", Widths(table), ct);
            string?[] head = [.. ((IEnumerable<string?>)[$"{table.Title} {table.Number}", .. table.Head]).Where(line => !string.IsNullOrWhiteSpace(line))];
            foreach (var (index, line) in head.Index())
            {
                await sheet.AddRowAsync(Row([line], index == 0 ? strong : text), ct);
            }

            await sheet.AddRowAsync(Row([.. table.Columns.Select(column => (TableCell)column.Heading)], strong), ct);
            foreach (var cells in table.Rows)
            {
                await sheet.AddRowAsync(Row(cells, text), ct);
            }

            await sheet.AddRowAsync(Row(table.Sum, strong), ct);
            await sheet.FinishAsync(ct);
        }

        return Timeless(stream);
    }

    private static StyledCell[] Row(IReadOnlyList<TableCell> cells, Styles styles) =>
        [.. cells.Select(cell => cell.Number is { } number ? new StyledCell(number, cell.IsMoney ? styles.Money : styles.Text) : new StyledCell(Writable(cell.Text), styles.Text))];

    private static string Writable(string? text) => string.Concat(PrintText.Clean(text).Where(c => XmlConvert.IsXmlChar(c) || char.IsSurrogate(c)));

    private static WorksheetOptions Widths(TableContent table)
    {
        var options = new WorksheetOptions();
        foreach (var (index, column) in table.Columns.Index())
        {
            options.Column(index + 1).Width = Math.Max(8, column.Width / 2);
        }

        return options;
    }

    private static byte[] Timeless(MemoryStream stream)
    {
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Update, leaveOpen: true))
        {
            foreach (var entry in zip.Entries)
            {
                entry.LastWriteTime = Always;
            }
        }

        return stream.ToArray();
    }

    private readonly record struct Styles(StyleId? Text, StyleId Money);
}
