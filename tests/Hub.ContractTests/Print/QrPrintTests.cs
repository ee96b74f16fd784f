using System.Text.RegularExpressions;
using Hub.Payments.Print;
using Hub.Payments.Qr;
using Xunit;

namespace Hub.ContractTests.Print;

/// <summary>VietQR codes as pictures and on paper, read back by a scanner.</summary>
public sealed partial class QrPrintTests : IDisposable
{
    private readonly PrintTools _tools = new();

    public static TheoryData<string> Payloads =>
    [
        "00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE57",
        "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA5303704540480005802VN62150811H40DB2K7Q9X6304586D",
        Longest(),
    ];

    public void Dispose() => _tools.Dispose();

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task A_scanner_reads_the_picture_to_the_letter(string payload)
    {
        Assert.Equal(["QR-Code:" + payload], await _tools.CodesOfPngAsync(QrPicture.Png(payload)));
        Assert.Equal(["QR-Code:" + payload], await _tools.CodesOfSvgAsync(Sized(QrPicture.Svg(payload), 40), dotsPerInch: 200));
    }

    [Theory]
    [MemberData(nameof(Payloads))]
    public async Task A_scanner_reads_each_sheet_of_paper(string payload)
    {
        var sheet = new QrSheetContent { Payload = payload, Centre = "Trung tâm Phục vụ hành chính công", Holder = "TTPVHCC TINH DEMO" };

        foreach (var size in Enum.GetValues<SheetSize>())
        {
            var drawn = Picture().Matches(QrSheets.Html([sheet, sheet], size)).Select(found => found.Value).ToList();

            Assert.Equal(2, drawn.Count);
            Assert.Equal(["QR-Code:" + payload], await _tools.CodesOfSvgAsync(Sized(drawn[1], 62), dotsPerInch: 150));
        }
    }

    private static string Longest() => VietQrWriter.Write(new VietQrCode
    {
        Bin = "970405",
        Account = "3500201000123456789",
        Amount = 9_999_999_999_999,
        Purpose = new string('W', 25),
        MerchantName = new string('M', 25),
        City = new string('C', 15),
        BillNumber = new string('B', 25),
        Reference = new string('R', 25),
        Terminal = new string('T', 8),
    }).Payload!;

    // Within a page the style gives the size.
    private static string Sized(string svg, int millimetres) => svg.Replace("<svg ", $"<svg width=\"{millimetres}mm\" height=\"{millimetres}mm\" ", StringComparison.Ordinal);

    [GeneratedRegex("<svg .*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Picture();
}
