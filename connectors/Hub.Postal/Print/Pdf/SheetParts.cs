using Hub.Postal.Print.Codes;

namespace Hub.Postal.Print.Pdf;

/// <summary>What manifest and slip have in common: a head with both codes of their number, and two boxes to sign.</summary>
internal static class SheetParts
{
    private const double Square = 26;
    private const double BarHeight = 9;
    private const double BoxHeight = 38;

    public static void Head(A4Flow flow, string title, string number, IEnumerable<string?> lines)
    {
        var top = flow.Y;
        var right = A4Flow.Right;
        number = PrintText.Clean(number);
        if (QrSquare.Draw(number) is { } square)
        {
            var module = Square / (square.Width + (2 * square.Quiet));
            right -= Square;
            flow.Page.Code(square, right + (square.Quiet * module), top + (square.Quiet * module), module, module);
        }

        flow.Paragraph(title, 14, strong: true, right);
        flow.Paragraph($"Số / No. {number}", 10, strong: true, right);
        foreach (var line in lines)
        {
            flow.Paragraph(line, 9, right: right);
        }

        if (Code128.Draw(number) is { } bars && bars.ModuleWithin(right - A4Flow.Left) is { } width)
        {
            flow.Page.Code(bars, A4Flow.Left + (bars.Quiet * width), flow.Y + 1.5, width, BarHeight);
            flow.Y += BarHeight + 1.5;
        }

        flow.Y = Math.Max(flow.Y, top + Square) + 3;
    }

    /// <summary>Both boxes on one sheet, with who confirmed and when, or room for a hand.</summary>
    public static void Signatures(A4Flow flow, (string Heading, HandoverConfirmation? Confirmed) left, (string Heading, HandoverConfirmation? Confirmed) right)
    {
        if (flow.Room < BoxHeight + 4)
        {
            flow.NextPage();
        }

        flow.Y += 4;
        const double middle = (A4Flow.Left + A4Flow.Right) / 2;
        Box(flow, A4Flow.Left, middle - 2, left.Heading, left.Confirmed);
        Box(flow, middle + 2, A4Flow.Right, right.Heading, right.Confirmed);
        flow.Y += BoxHeight;
    }

    private static void Box(A4Flow flow, double from, double to, string heading, HandoverConfirmation? confirmed)
    {
        flow.Page.Frame(from, flow.Y, to - from, BoxHeight);
        List<(string Text, double Size, bool Strong)> texts = [(heading, 9, true)];
        texts.AddRange(confirmed is null
            ? [(SheetWords.SignHere, 7.5, false)]
            : [(SheetWords.Confirmed, 8, false), (confirmed.Name, 11, true), (PrintText.Time(confirmed.At), 9, false)]);

        var y = flow.Y + 1.5;
        var bottom = flow.Y + BoxHeight - 1;
        foreach (var (text, size, strong) in texts)
        {
            var lines = TextWrap.Lines(flow.Page, PrintText.Clean(text), to - from - 4, size, strong);
            // The time under a very long name keeps its place.
            var shown = Math.Min(lines.Count, Math.Max(1, (int)((bottom - y - (text == texts[^1].Text ? 0 : 10)) / A4Flow.LineHeight(size))));
            for (var index = 0; index < shown; index++)
            {
                flow.Line(from + 2, y, index == shown - 1 && shown < lines.Count ? lines[index] + "…" : lines[index], size, strong);
                y += A4Flow.LineHeight(size);
            }

            y += 1;
        }
    }
}
