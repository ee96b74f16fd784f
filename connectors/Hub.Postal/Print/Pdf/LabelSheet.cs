using Hub.Postal.Print.Codes;

namespace Hub.Postal.Print.Pdf;

/// <summary>One A6 label: operator and square on top, bars, sender, receiver, papers, money.</summary>
internal static class LabelSheet
{
    private const double Width = 105;
    private const double Height = 148;
    private const double Left = 5;
    private const double Right = Width - 5;
    private const double Top = 5;
    private const double Bottom = Height - 5;
    private const double Inner = Right - Left;
    private const double Square = 27;
    private const double BarHeight = 13;
    private const double HighestHead = 34;

    public static void Draw(PdfDocument document, LabelContent label)
    {
        var page = document.AddPage(Width, Height);
        var y = Rule(page, Head(page, label));
        y = Rule(page, Bars(page, label, y));
        Body(page, label, y);
    }

    private static double Head(PdfPage page, LabelContent label)
    {
        var orderNumber = PrintText.Clean(label.OrderNumber);
        var width = Inner;
        var bottom = Top;
        if (QrSquare.Draw(orderNumber) is { } square)
        {
            var module = Square / (square.Width + (2 * square.Quiet));
            page.Code(square, Right - Square + (square.Quiet * module), Top + (square.Quiet * module), module, module);
            width -= Square + 1;
            bottom += Square;
        }

        List<LabelParagraph> paragraphs =
        [
            Paragraph(page, PrintText.Clean(label.Operator), 11, true, width),
            Paragraph(page, PrintText.Clean(label.Service), 8, false, width),
            Paragraph(page, "Mã đơn / Order", 6.5, false, width),
            Paragraph(page, orderNumber, 9.5, true, width),
            Paragraph(page, label.BookedAt is { } at ? $"Đặt lúc / Booked {PrintText.Time(at)}" : "", 7, false, width),
        ];
        Shorten(paragraphs, 1, () => paragraphs.Sum(paragraph => paragraph.Height) > HighestHead);
        var y = Top;
        paragraphs.ForEach(paragraph => y = paragraph.Draw(page, Left, y));
        return Math.Max(y, bottom);
    }

    private static double Bars(PdfPage page, LabelContent label, double y)
    {
        var isWaybill = !string.IsNullOrWhiteSpace(label.Waybill);
        var text = PrintText.Clean(isWaybill ? label.Waybill : label.OrderNumber);
        if (Code128.Draw(text) is { } bars && bars.ModuleWithin(Inner) is { } module)
        {
            page.Code(bars, Left + ((Inner - (bars.Width * module)) / 2), y, module, BarHeight);
            y += BarHeight + 0.5;
        }

        y = Paragraph(page, text, 11, true, Inner).Draw(page, Left, y);
        return Paragraph(page, isWaybill ? "Mã vận đơn / Waybill" : "Chưa có mã vận đơn, dùng mã đơn / No waybill yet, order number", 6.5, false, Inner)
            .Draw(page, Left, y);
    }

    /// <summary>Long texts get smaller letters first; only what fits at no size loses lines: papers and note before names and addresses.</summary>
    private static void Body(PdfPage page, LabelContent label, double top)
    {
        List<List<LabelParagraph>> sections = [];
        foreach (var scale in (double[])[1, 0.9, 0.8, 0.7, 0.62])
        {
            sections = Sections(page, label, scale);
            if (Total() <= Bottom - top)
            {
                break;
            }
        }

        Shorten([.. sections.Skip(2).SelectMany(section => section)], 1, () => Total() > Bottom - top);
        Shorten([.. sections.SelectMany(section => section)], 1, () => Total() > Bottom - top);
        var y = top;
        foreach (var section in sections)
        {
            section.ForEach(paragraph => y = paragraph.Draw(page, Left, y));
            y = section == sections[^1] ? y : Rule(page, y);
        }

        double Total() => sections.Sum(section => section.Sum(paragraph => paragraph.Height)) + (1.6 * (sections.Count - 1));
    }

    private static List<List<LabelParagraph>> Sections(PdfPage page, LabelContent label, double scale)
    {
        return
        [
            [Text("Người gửi / Sender", 6.5), Text(label.Sender.Name, 8.5, true), .. Address(label.Sender, 8)],
            [Text("Người nhận / Receiver", 6.5), Text(label.Receiver.Name, 12, true), .. Address(label.Receiver, 10.5)],
            [Text($"Giấy tờ / Papers ({label.Papers.Sum(paper => (long)paper.Count)})", 6.5), Text(PrintText.Papers(label.Papers), 8)],
            [
                Text(label.FeeToCollect == 0 ? "Không thu tiền / Nothing to collect" : $"Thu hộ / Collect: {PrintText.Dong(label.FeeToCollect)}", 12, true),
                Text(string.IsNullOrWhiteSpace(label.Note) ? "" : $"Ghi chú / Note: {label.Note}", 8),
            ],
        ];

        LabelParagraph Text(string text, double size, bool strong = false) => Paragraph(page, PrintText.Clean(text), size * scale, strong, Inner);

        IEnumerable<LabelParagraph> Address(PrintedParty party, double size) =>
        [
            .. party.AddressLines.Select(line => Text(line, size)),
            Text(string.IsNullOrWhiteSpace(party.Phone) ? "" : $"ĐT / Tel: {party.Phone}", size, true),
        ];
    }

    /// <summary>Takes lines from the longest text until the rest fits or every text is down to <paramref name="fewest"/> lines.</summary>
    private static void Shorten(List<LabelParagraph> paragraphs, int fewest, Func<bool> isTooHigh)
    {
        while (isTooHigh() && paragraphs.MaxBy(paragraph => paragraph.Count) is { } longest && longest.Count > fewest)
        {
            longest.DropLine();
        }
    }

    private static LabelParagraph Paragraph(PdfPage page, string text, double size, bool strong, double width) =>
        new(TextWrap.Lines(page, text, width, size, strong), size, strong);

    private static double Rule(PdfPage page, double y)
    {
        page.Line(Left, y + 0.8, Right, y + 0.8);
        return y + 1.6;
    }
}
