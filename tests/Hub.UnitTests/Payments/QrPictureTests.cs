using System.Buffers.Binary;
using System.Xml.Linq;
using Hub.Payments.Print;
using Hub.Payments.Qr;
using Xunit;

namespace Hub.UnitTests.Payments;

public sealed class QrPictureTests
{
    private const string Static = "00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE57";
    private const string Dynamic = "00020101021238540010A00000072701240006970436011012345678900208QRIBFTTA5303704540480005802VN62150811H40DB2K7Q9X6304586D";
    private const string Malformed = "00020101021138570010A00000072701270006970403011200110123456780208QRIBFTTA53037045802VN6304F4E5";

    [Fact]
    public void A_picture_has_whole_modules_and_a_quiet_zone_of_four()
    {
        var png = QrPicture.Png(Dynamic);
        var svg = XElement.Parse(QrPicture.Svg(Dynamic));

        // 117 capitals and digits at correction M make version 5: 37 modules.
        Assert.Equal((uint)(37 + 8) * 10, BinaryPrimitives.ReadUInt32BigEndian(png.AsSpan(16)));
        Assert.Equal($"0 0 {37 + 8} {37 + 8}", (string?)svg.Attribute("viewBox"));
        Assert.Null(svg.Attribute("width"));
    }

    [Theory]
    [InlineData(Malformed)]
    [InlineData("00020101021138540010A00000072701240006970436011012345678900208QRIBFTTA53037045802VN6304BE58")]
    [InlineData("")]
    public void No_picture_is_made_of_a_code_that_is_not_sound(string payload)
    {
        Assert.Throws<ArgumentException>(() => QrPicture.Png(payload));
        Assert.Throws<ArgumentException>(() => QrPicture.Svg(payload));
        Assert.Throws<ArgumentException>(() => QrSheets.Html([Sheet(payload)], SheetSize.A6));
    }

    [Theory]
    [InlineData(SheetSize.A6, "size:105mm 148mm")]
    [InlineData(SheetSize.A4, "size:210mm 297mm")]
    public void A_sheet_says_what_the_payers_screen_will_say(SheetSize size, string paper)
    {
        var html = QrSheets.Html([Sheet(Dynamic) with { For = "Lệ phí hộ tịch", ExpiresAt = new DateTimeOffset(2026, 11, 21, 10, 0, 0, TimeSpan.Zero) }], size);

        foreach (var text in new[] { paper, "8.000 đ", "1234567890", "H40DB2K7Q9X", "TTPVHCC TINH DEMO", "Vietcombank", "Lệ phí hộ tịch", "17:00 21/11/2026" })
        {
            Assert.Contains(text, html, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_counters_own_sheet_lets_the_payer_type_the_amount()
    {
        var html = QrSheets.Html([Sheet(Static) with { For = "Quầy 1" }, Sheet(Static) with { For = "Quầy 2" }], SheetSize.A4);

        Assert.Equal(2, html.Split("Nhập số tiền").Length - 1);
        Assert.DoesNotContain("Trả trước", html, StringComparison.Ordinal);
        Assert.DoesNotContain("Giữ nguyên nội dung", html, StringComparison.Ordinal);
    }

    [Fact]
    public void What_people_wrote_can_do_nothing_on_the_page()
    {
        var html = QrSheets.Html([Sheet(Dynamic) with { For = "<script>alert(1)</script>\u202Egnp" }], SheetSize.A6);

        Assert.DoesNotContain("<script", html, StringComparison.Ordinal);
        Assert.DoesNotContain('\u202E', html);
        Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", html, StringComparison.Ordinal);
    }

    private static QrSheetContent Sheet(string payload) => new() { Payload = payload, Centre = "Trung tâm <Demo>", Holder = "TTPVHCC TINH DEMO", Bank = "Vietcombank" };
}
