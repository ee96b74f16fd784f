namespace Hub.Postal.Print.Html;

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
