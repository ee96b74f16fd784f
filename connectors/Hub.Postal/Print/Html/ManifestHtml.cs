namespace Hub.Postal.Print.Html;

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
