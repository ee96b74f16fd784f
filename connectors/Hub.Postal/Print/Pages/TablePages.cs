using Hub.Postal.Print.Html;
using Hub.Postal.Print.Pdf;
using Hub.Postal.Print.Tables;

namespace Hub.Postal.Print.Pages;

/// <summary>A table of money on A4, and as files for a spreadsheet.</summary>
public static class TablePages
{
    /// <summary>A whole HTML page, print-ready, without script or outside parts.</summary>
    public static string Html(TableContent table)
    {
        var page = SheetHtml.Begin(table.Title, table.Number, table.Head);
        int[] numbers = [.. table.Columns.Index().Where(column => column.Item.IsNumber).Select(column => column.Index)];
        SheetHtml.Table(
            page, [.. table.Columns.Select(column => column.Heading)], [.. table.Columns.Select(column => column.Width)], numbers,
            table.Rows.Append(table.Sum).Select(row => (IReadOnlyList<string?>)[.. row.Select(cell => cell.Shown)]));
        return SheetHtml.End(page, (table.Left, table.LeftConfirmed), (table.Right, table.RightConfirmed));
    }

    public static byte[] Pdf(TableContent table, PdfFont font)
    {
        using var stream = new MemoryStream();
        var number = PrintText.Clean(table.Number);
        var flow = new A4Flow(font, $"{table.Title} {number}", $"{table.Title} {number}");
        SheetParts.Head(flow, table.Title, number, table.Head);
        var drawn = new PdfTable(flow, [.. table.Columns.Select(column => new Column(column.Heading, column.Width, column.IsNumber))]);
        foreach (var row in table.Rows)
        {
            drawn.Row([.. row.Select(cell => cell.Shown)]);
        }

        drawn.Row([.. table.Sum.Select(cell => cell.Shown)], strong: true);
        SheetParts.Signatures(flow, (table.Left, table.LeftConfirmed), (table.Right, table.RightConfirmed));
        flow.Save(stream);
        return stream.ToArray();
    }

    /// <summary>UTF-8 with a byte order mark, commas, CRLF; sums are whole đồng in digits alone.</summary>
    public static byte[] Csv(TableContent table) => CsvTable.Write(table);

    /// <summary>An Office Open XML workbook of one sheet; sums are numbers.</summary>
    public static Task<byte[]> XlsxAsync(TableContent table, CancellationToken ct) => XlsxTable.WriteAsync(table, ct);
}
