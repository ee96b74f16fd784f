using Hub.Postal.Print.Codes;

namespace Hub.Postal.Print.Html;

/// <summary>The same label as a web page. Very long texts run on to a second sheet rather than being cut.</summary>
internal static class LabelHtml
{
    private const string Style =
        """
        @page{size:105mm 148mm;margin:5mm}
        *{box-sizing:border-box}
        body{margin:0;font:8.5pt/1.28 "Noto Sans","DejaVu Sans",Arial,sans-serif;color:#000;background:#fff;overflow-wrap:anywhere}
        article{width:95mm;break-after:page}
        article:last-child{break-after:auto}
        header{min-height:27mm}
        .qr{float:right}
        .operator{font-size:11pt;font-weight:bold}
        .caption{font-size:6.5pt}
        .order{font-size:9.5pt;font-weight:bold}
        .bars{display:block;margin:0 auto}
        .number{font-size:11pt;font-weight:bold}
        section{border-top:.2mm solid #000;margin-top:.8mm;padding-top:.8mm;clear:both}
        .line{font-size:8pt}
        .name{font-weight:bold}
        .receiver .name,section .fee{font-size:12pt;font-weight:bold}
        .receiver .line{font-size:10.5pt}
        .long .line,.long .receiver .line{font-size:6pt}
        .long .name{font-size:6pt}
        .long .receiver .name{font-size:7.5pt}
        @media screen{article{border:1px solid #999;padding:5mm;width:105mm;min-height:148mm;margin:4mm}}
        """;

    public static string Write(IReadOnlyList<LabelContent> labels)
    {
        var page = new HtmlPage(labels.Count == 1 ? $"Nhãn {labels[0].OrderNumber}" : $"{labels.Count} nhãn bưu gửi", Style);
        foreach (var label in labels)
        {
            Write(page, label);
        }

        return page.End();
    }

    private static void Write(HtmlPage page, LabelContent label)
    {
        var orderNumber = PrintText.Clean(label.OrderNumber);
        var isWaybill = !string.IsNullOrWhiteSpace(label.Waybill);
        var number = PrintText.Clean(isWaybill ? label.Waybill : label.OrderNumber);

        page.Markup(IsLong(label) ? "<article class=\"long\"><header>" : "<article><header>")
            .Square(QrSquare.Draw(orderNumber), 27)
            .Element("div", "operator", label.Operator).Element("div", "line", label.Service)
            .Element("div", "caption", "Mã đơn / Order").Element("div", "order", orderNumber)
            .Element("div", "caption", label.BookedAt is { } at ? $"Đặt lúc / Booked {PrintText.Time(at)}" : null)
            .Markup("</header>\n<section>")
            .Bars(Code128.Draw(number), 95, 13)
            .Element("div", "number", number)
            .Element("div", "caption", isWaybill ? "Mã vận đơn / Waybill" : "Chưa có mã vận đơn, dùng mã đơn / No waybill yet, order number")
            .Markup("</section>\n");
        Party(page, "sender", "Người gửi / Sender", label.Sender);
        Party(page, "receiver", "Người nhận / Receiver", label.Receiver);
        page.Markup("<section>").Element("div", "caption", $"Giấy tờ / Papers ({label.Papers.Sum(paper => (long)paper.Count)})")
            .Element("div", "line", PrintText.Papers(label.Papers)).Markup("</section>\n<section>")
            .Element("div", "fee", label.FeeToCollect == 0 ? "Không thu tiền / Nothing to collect" : $"Thu hộ / Collect: {PrintText.Dong(label.FeeToCollect)}")
            .Element("div", "line", string.IsNullOrWhiteSpace(label.Note) ? null : $"Ghi chú / Note: {label.Note}")
            .Markup("</section></article>\n");
    }

    private static void Party(HtmlPage page, string styleClass, string caption, PrintedParty party)
    {
        page.Markup($"<section class=\"{styleClass}\">").Element("div", "caption", caption).Element("div", "name", party.Name);
        foreach (var line in party.AddressLines)
        {
            page.Element("div", "line", line);
        }

        page.Element("div", "line", string.IsNullOrWhiteSpace(party.Phone) ? null : $"ĐT / Tel: {party.Phone}").Markup("</section>\n");
    }

    /// <summary>More than a label usually bears: smaller letters, as on the PDF.</summary>
    private static bool IsLong(LabelContent label) =>
        label.Sender.Name.Length + label.Receiver.Name.Length + label.Sender.AddressLines.Concat(label.Receiver.AddressLines).Sum(line => line.Length)
            + label.Papers.Sum(paper => paper.Name.Length) + (label.Note?.Length ?? 0) > 700;
}
