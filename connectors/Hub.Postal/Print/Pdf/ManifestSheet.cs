namespace Hub.Postal.Print.Pdf;

internal static class ManifestSheet
{
    public static void Write(ManifestContent manifest, PdfFont font, Stream stream)
    {
        var number = PrintText.Clean(manifest.Number);
        var flow = new A4Flow(font, $"Bảng kê {number}", $"Bảng kê / Manifest {number}");
        SheetParts.Head(flow, SheetWords.ManifestTitle, number, SheetWords.ManifestHead(manifest));
        var table = new PdfTable(flow,
            [.. SheetWords.ManifestColumns.Select((heading, index) => new Column(heading, SheetWords.ManifestWidths[index], SheetWords.ManifestNumbers.Contains(index)))]);
        for (var index = 0; index < manifest.Lines.Count; index++)
        {
            table.Row(SheetWords.Cells(manifest.Lines[index], index + 1));
        }

        flow.Y += 2;
        flow.Paragraph(SheetWords.Total(manifest), 9, strong: true);
        SheetParts.Signatures(flow, (SheetWords.ManifestPrepared, null), (SheetWords.ManifestReceived, null));
        flow.Save(stream);
    }
}
