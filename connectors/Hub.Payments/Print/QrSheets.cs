using System.Globalization;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Unicode;
using Hub.Core.Calendar;
using Hub.Payments.Qr;

namespace Hub.Payments.Print;

/// <summary>Codes on paper: one for a payer, or one for each counter, a sheet each.</summary>
public static class QrSheets
{
    private static readonly HtmlEncoder Encoder = HtmlEncoder.Create(UnicodeRanges.All);

    private const string Style =
        """
        *{box-sizing:border-box}
        body{margin:0;font:10pt/1.35 "Noto Sans","DejaVu Sans",Arial,sans-serif;color:#000;background:#fff;overflow-wrap:anywhere;text-align:center}
        article{break-after:page;break-inside:avoid}
        article:last-child{break-after:auto}
        h1{font-size:1.1em;margin:0 0 1mm}
        svg{display:block;margin:1mm auto;width:62mm;height:62mm}
        .amount{font-size:1.6em;font-weight:bold}
        dl{display:grid;grid-template-columns:auto 1fr;gap:.3mm 3mm;margin:2mm 0 0;text-align:left;font-size:.9em}
        dt{font-size:.85em}
        dd{margin:0;font-weight:bold}
        p{margin:1mm 0 0;font-size:.85em}
        """;

    private const string OnA4 =
        """
        @page{size:210mm 297mm;margin:15mm}
        body{font-size:18pt}
        svg{width:120mm;height:120mm}
        """;

    private const string OnA6 = "@page{size:105mm 148mm;margin:5mm}";

    /// <summary>A whole HTML page, print-ready, without script or outside parts.</summary>
    /// <param name="sheets">At least one.</param>
    /// <exception cref="ArgumentException">A payload is no sound VietQR code.</exception>
    public static string Html(IReadOnlyList<QrSheetContent> sheets, SheetSize size)
    {
        ArgumentOutOfRangeException.ThrowIfZero(sheets.Count);
        var page = new StringBuilder("<!doctype html>\n<html lang=\"vi\"><head><meta charset=\"utf-8\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><title>Mã QR thanh toán</title><style>").Append(Style).Append('\n').Append(size is SheetSize.A4 ? OnA4 : OnA6)
            .Append("</style></head><body>\n");
        foreach (var sheet in sheets)
        {
            Write(page, sheet);
        }

        return page.Append("</body></html>\n").ToString();
    }

    private static void Write(StringBuilder page, QrSheetContent sheet)
    {
        var picture = QrPicture.Svg(sheet.Payload);
        var code = VietQrReader.Read(sheet.Payload).Code!;
        Element(page.Append("<article>"), "h1", sheet.Centre);
        Element(page, "p", sheet.For);
        page.Append(picture);
        page.Append("<div class=\"amount\">").Append(Encoded(code.Amount is { } amount ? Dong(amount) : "Nhập số tiền / Enter the amount")).Append("</div><dl>");
        Row(page, "Chủ tài khoản / Account holder", sheet.Holder);
        Row(page, code.Service is VietQrService.ToCard ? "Số thẻ / Card number" : "Số tài khoản / Account", code.Account);
        Row(page, "Ngân hàng / Bank", sheet.Bank ?? code.Bin);
        Row(page, "Nội dung / Text of the transfer", code.Purpose);
        Row(page, "Trả trước / Pay before", sheet.ExpiresAt is { } until ? until.ToOffset(VietnamClock.Offset).ToString("HH:mm dd/MM/yyyy", CultureInfo.InvariantCulture) : null);
        Element(page.Append("</dl>"), "p", code.Purpose is null ? null : "Giữ nguyên nội dung chuyển khoản. / Do not change the text of the transfer.");
        page.Append("</article>\n");
    }

    private static void Row(StringBuilder page, string label, string? value)
    {
        if (!string.IsNullOrWhiteSpace(value))
        {
            Element(page, "dt", label);
            Element(page, "dd", value);
        }
    }

    private static void Element(StringBuilder page, string name, string? text)
    {
        if (!string.IsNullOrWhiteSpace(text))
        {
            page.Append('<').Append(name).Append('>').Append(Encoded(text)).Append("</").Append(name).Append('>');
        }
    }

    // Characters without a shape could turn the order of what is read.
    private static string Encoded(string text) => Encoder.Encode(string.Concat(text.EnumerateRunes()
        .Where(rune => Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Format or UnicodeCategory.Surrogate))
        .Select(rune => Rune.IsControl(rune) || Rune.IsWhiteSpace(rune) ? " " : rune.ToString())));

    private static string Dong(long amount) => amount.ToString("#,0", CultureInfo.InvariantCulture).Replace(',', '.') + " đ";
}
