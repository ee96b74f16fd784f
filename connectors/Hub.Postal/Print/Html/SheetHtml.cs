using Hub.Postal.Print.Codes;

namespace Hub.Postal.Print.Html;

/// <summary>What manifest and slip have in common as web pages. A browser repeats the table's heading on each sheet it prints.</summary>
internal static class SheetHtml
{
    private const string Style =
        """
        @page{size:A4;margin:12mm 12mm 17mm;@bottom-right{content:"Trang / Page " counter(page) "/" counter(pages);font:7.5pt "Noto Sans","DejaVu Sans",Arial,sans-serif}}
        *{box-sizing:border-box}
        body{margin:0;font:9pt/1.28 "Noto Sans","DejaVu Sans",Arial,sans-serif;color:#000;background:#fff;overflow-wrap:anywhere}
        h1{font-size:14pt;margin:0}
        .qr{float:right}
        .number{font-size:10pt;font-weight:bold}
        .bars{display:block;margin:1.5mm 0 0}
        table{width:100%;border-collapse:collapse;table-layout:fixed;margin-top:3mm;font-size:8pt;clear:both}
        th,td{border:.2mm solid #000;padding:1mm;text-align:left;vertical-align:top}
        th{background:#ebebeb;print-color-adjust:exact}
        td.n{text-align:right}
        tr,.boxes{break-inside:avoid}
        .total{font-weight:bold;margin-top:2mm}
        .boxes{display:flex;gap:4mm;margin-top:4mm}
        .boxes section{flex:1;border:.2mm solid #000;min-height:38mm;padding:1.5mm 2mm}
        .boxes h2{font-size:9pt;margin:0}
        .who{font-size:11pt;font-weight:bold}
        @media screen{body{max-width:210mm;margin:6mm auto;padding:0 12mm}}
        """;

    public static HtmlPage Begin(string title, string number, IEnumerable<string?> lines)
    {
        number = PrintText.Clean(number);
        var page = new HtmlPage($"{title} {number}", Style);
        page.Markup("<header>").Square(QrSquare.Draw(number), 26).Element("h1", "title", title).Element("div", "number", $"Số / No. {number}");
        foreach (var line in lines)
        {
            page.Element("div", "line", line);
        }

        return page.Bars(Code128.Draw(number), 160, 9).Markup("</header>\n");
    }

    /// <param name="widths">Millimetres.</param>
    /// <param name="numbers">Columns that stand to the right.</param>
    public static void Table(HtmlPage page, IReadOnlyList<string> headings, IReadOnlyList<int> widths, IReadOnlyList<int> numbers, IEnumerable<IReadOnlyList<string?>> rows)
    {
        page.Markup("<table><colgroup>");
        foreach (var width in widths)
        {
            page.Markup($"<col style=\"width:{width}mm\">");
        }

        page.Markup("</colgroup><thead><tr>");
        foreach (var heading in headings)
        {
            page.Markup("<th scope=\"col\">").Text(heading).Markup("</th>");
        }

        page.Markup("</tr></thead><tbody>\n");
        foreach (var row in rows)
        {
            page.Markup("<tr>");
            for (var index = 0; index < row.Count; index++)
            {
                page.Markup(numbers.Contains(index) ? "<td class=\"n\">" : "<td>").Lines(row[index]).Markup("</td>");
            }

            page.Markup("</tr>\n");
        }

        page.Markup("</tbody></table>\n");
    }

    public static string End(HtmlPage page, (string Heading, HandoverConfirmation? Confirmed) left, (string Heading, HandoverConfirmation? Confirmed) right)
    {
        page.Markup("<div class=\"boxes\">");
        Box(page, left.Heading, left.Confirmed);
        Box(page, right.Heading, right.Confirmed);
        return page.Markup("</div>\n").End();
    }

    private static void Box(HtmlPage page, string heading, HandoverConfirmation? confirmed)
    {
        page.Markup("<section>").Element("h2", "heading", heading);
        if (confirmed is null)
        {
            page.Element("div", "hint", SheetWords.SignHere);
        }
        else
        {
            page.Element("div", "hint", SheetWords.Confirmed).Element("div", "who", confirmed.Name).Element("div", "when", PrintText.Time(confirmed.At));
        }

        page.Markup("</section>");
    }
}

internal static class ManifestHtml
{
    public static string Write(ManifestContent manifest)
    {
        var page = SheetHtml.Begin(SheetWords.ManifestTitle, manifest.Number, SheetWords.ManifestHead(manifest));
        SheetHtml.Table(page, SheetWords.ManifestColumns, SheetWords.ManifestWidths, SheetWords.ManifestNumbers,
            manifest.Lines.Select((line, index) => SheetWords.Cells(line, index + 1)));
        page.Element("div", "total", SheetWords.Total(manifest));
        return SheetHtml.End(page, (SheetWords.ManifestPrepared, null), (SheetWords.ManifestReceived, null));
    }
}

internal static class HandoverHtml
{
    public static string Write(HandoverContent slip)
    {
        var page = SheetHtml.Begin(SheetWords.HandoverTitle, slip.Number, SheetWords.HandoverHead(slip));
        SheetHtml.Table(page, SheetWords.HandoverColumns, SheetWords.HandoverWidths, SheetWords.HandoverNumbers,
            slip.Lines.Select((line, index) => SheetWords.Cells(line, index + 1)));
        page.Element("div", "total", SheetWords.Total(slip)).Element("div", "note", SheetWords.Note(slip));
        return SheetHtml.End(page, (SheetWords.From, slip.FromConfirmed), (SheetWords.To, slip.ToConfirmed));
    }
}
