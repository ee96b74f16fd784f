namespace Hub.Postal.Print.Pdf;

internal static class HandoverSheet
{
    public static void Write(HandoverContent slip, PdfFont font, Stream stream)
    {
        var number = PrintText.Clean(slip.Number);
        var flow = new A4Flow(font, $"Phiếu giao nhận {number}", $"Phiếu giao nhận / Handover slip {number}");
        SheetParts.Head(flow, SheetWords.HandoverTitle, number, SheetWords.HandoverHead(slip));
        var table = new PdfTable(flow,
            [.. SheetWords.HandoverColumns.Select((heading, index) => new Column(heading, SheetWords.HandoverWidths[index], SheetWords.HandoverNumbers.Contains(index)))]);
        for (var index = 0; index < slip.Lines.Count; index++)
        {
            table.Row(SheetWords.Cells(slip.Lines[index], index + 1));
        }

        flow.Y += 2;
        flow.Paragraph(SheetWords.Total(slip), 9, strong: true);
        flow.Paragraph(SheetWords.Note(slip), 9);
        SheetParts.Signatures(flow, (SheetWords.From, slip.FromConfirmed), (SheetWords.To, slip.ToConfirmed));
        flow.Save(stream);
    }
}
