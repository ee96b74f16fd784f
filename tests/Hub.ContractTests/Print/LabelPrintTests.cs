using System.Text.RegularExpressions;
using Hub.Postal.Print;
using Hub.Postal.Print.Codes;
using Hub.Postal.Print.Pages;
using Xunit;

namespace Hub.ContractTests.Print;

public sealed partial class LabelPrintTests : IDisposable
{
    private const string OrderNumber = "000.00.01.H40-261121-0001-P-1";
    /// <summary>The first two are no Vietnamese letters but look like đ and Đ.</summary>
    private const string Letters =
        "Ð ð aàáảãạ ăằắẳẵặ âầấẩẫậ eèéẻẽẹ êềếểễệ iìíỉĩị oòóỏõọ ôồốổỗộ ơờớởỡợ uùúủũụ ưừứửữự yỳýỷỹỵ đ " +
        "AÀÁẢÃẠ ĂẰẮẲẴẶ ÂẦẤẨẪẬ EÈÉẺẼẸ ÊỀẾỂỄỆ IÌÍỈĨỊ OÒÓỎÕỌ ÔỒỐỔỖỘ ƠỜỚỞỠỢ UÙÚỦŨỤ ƯỪỨỬỮỰ YỲÝỶỸỴ Đ";

    private static readonly LabelContent Label = new()
    {
        OrderNumber = OrderNumber,
        Waybill = "CN202611218VN",
        Operator = "Bưu điện thử nghiệm",
        Service = "Thu gom hồ sơ hành chính công",
        Sender = new("Nguyễn Thị Ánh Hường", ["Số 12 đường Trần Hưng Đạo", "Phường Thử Nghiệm"], "0900 000 001"),
        Receiver = new("Trung tâm Phục vụ hành chính công thử nghiệm", ["Số 2 đường Lê Đại Hành", "Phường Mẫu"], "0229 000 0000"),
        Papers = [new("Giấy khai sinh (bản chính)", 1), new("CCCD bản sao", 2)],
        FeeToCollect = 1_250_000,
        BookedAt = new(2026, 11, 21, 2, 15, 0, TimeSpan.Zero),
        Note = "Gọi trước khi đến",
    };

    private readonly PrintTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Theory]
    [MemberData(nameof(PrintTools.Fonts), MemberType = typeof(PrintTools))]
    public async Task The_words_of_a_label_are_read_back_in_both_fonts(string font)
    {
        var text = Joined(await _tools.TextAsync(LabelPages.Pdf([Label], PrintTools.Font(font))));

        Assert.All(
            [OrderNumber, "CN202611218VN", "Bưu điện thử nghiệm", "Nguyễn Thị Ánh Hường", "Số 12 đường Trần Hưng Đạo", "0900 000 001",
                "Trung tâm Phục vụ hành chính công thử nghiệm", "1 × Giấy khai sinh (bản chính); 2 × CCCD bản sao", "Thu hộ / Collect: 1.250.000 đ", "09:15 21/11/2026"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(PrintTools.Fonts), MemberType = typeof(PrintTools))]
    public async Task Every_Vietnamese_letter_is_read_back_in_regular_and_bold(string font)
    {
        var label = Label with { Note = Letters, Receiver = Label.Receiver with { Name = Letters } };

        var text = Packed(await _tools.TextAsync(LabelPages.Pdf([label], PrintTools.Font(font)), raw: true));

        Assert.Equal(2, Regex.Count(text, Packed(Letters)));
    }

    [Theory]
    [MemberData(nameof(PrintTools.Fonts), MemberType = typeof(PrintTools))]
    public async Task The_letters_drawn_are_those_that_people_read(string font)
    {
        var seen = Joined(await _tools.SeenAsync(LabelPages.Pdf([Label], PrintTools.Font(font))));

        Assert.All(
            ["Bưu điện thử nghiệm", "Thu gom hồ sơ hành chính công", "CN202611218VN", "Nguyễn Thị Ánh Hường", "Số 12 đường Trần Hưng Đạo", "Phường Thử Nghiệm",
                "Trung tâm Phục vụ hành chính công", "Số 2 đường Lê Đại Hành", "0229 000 0000", "Giấy khai sinh (bản chính)", "1.250.000 đ", "Gọi trước khi đến"],
            part => Assert.Contains(part, seen, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    public async Task Both_codes_of_a_label_are_scanned(int dotsPerInch)
    {
        var codes = await _tools.CodesAsync(LabelPages.Pdf([Label], PrintTools.Font()), dotsPerInch);

        Assert.Equal(["CODE-128:CN202611218VN", "QR-Code:" + OrderNumber], codes.Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    public async Task Without_a_waybill_the_bars_carry_the_order_number(int dotsPerInch)
    {
        var codes = await _tools.CodesAsync(LabelPages.Pdf([Label with { Waybill = null }], PrintTools.Font()), dotsPerInch);

        Assert.Equal(["CODE-128:" + OrderNumber, "QR-Code:" + OrderNumber], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_codes_on_the_web_page_are_the_same()
    {
        var drawings = Drawing().Matches(LabelPages.Html([Label])).Select(match => match.Value).ToList();

        Assert.Equal(2, drawings.Count);
        Assert.Equal(["QR-Code:" + OrderNumber], await _tools.CodesOfSvgAsync(drawings[0], 300));
        Assert.Equal(["CODE-128:CN202611218VN"], await _tools.CodesOfSvgAsync(drawings[1], 300));
    }

    [Fact]
    public async Task Every_symbol_of_the_bars_is_drawn_as_scanners_know_it()
    {
        var characters = string.Concat(Enumerable.Range(' ', 95).Select(code => (char)code));
        var digits = string.Concat(Enumerable.Range(0, 100).Select(pair => pair.ToString("00", System.Globalization.CultureInfo.InvariantCulture)));
        foreach (var text in characters.Chunk(16).Concat(digits.Chunk(20)).Select(chunk => $"x{new string(chunk)}y"))
        {
            Assert.NotNull(Code128.Draw(text));
            // zbar gives the text back with its spaces; the label itself would trim and join them.
            var codes = await _tools.CodesOfSvgAsync(Svg(Code128.Draw(text)!), 96);

            Assert.Equal("CODE-128:" + text, Assert.Single(codes));
        }
    }

    [Fact]
    public async Task Many_labels_are_one_A6_sheet_each_with_its_own_codes()
    {
        var labels = Enumerable.Range(1, 7).Select(number => Label with { OrderNumber = $"DON-{number:0000}", Waybill = $"CN20260000{number}VN" }).ToList();
        var pdf = LabelPages.Pdf(labels, PrintTools.Font());

        var info = await _tools.InfoAsync(pdf);
        var codes = await _tools.CodesAsync(pdf, 200);

        Assert.Matches(@"Pages:\s+7", info);
        Assert.Matches(@"Page size:\s+297\.6\d* x 419\.5", info);
        Assert.Equal(
            labels.SelectMany(label => new[] { "CODE-128:" + label.Waybill, "QR-Code:" + label.OrderNumber }).Order(StringComparer.Ordinal),
            codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Names_of_five_hundred_letters_stay_whole_on_one_sheet()
    {
        var sender = Long('N');
        var receiver = Long('Đ');
        var pdf = LabelPages.Pdf([Label with { Sender = Label.Sender with { Name = sender }, Receiver = Label.Receiver with { Name = receiver } }], PrintTools.Font());

        var text = Packed(await _tools.TextAsync(pdf, raw: true));

        Assert.Matches(@"Pages:\s+1\b", await _tools.InfoAsync(pdf));
        Assert.Contains(Packed(sender), text, StringComparison.Ordinal);
        Assert.Contains(Packed(receiver), text, StringComparison.Ordinal);
        Assert.Contains("1.250.000đ", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_fits_at_no_size_is_cut_visibly_papers_and_note_first()
    {
        var receiver = Long('Đ');
        var label = Label with
        {
            Sender = Label.Sender with { Name = Long('N') },
            Receiver = Label.Receiver with { Name = receiver },
            Papers = [.. Enumerable.Range(1, 200).Select(number => new PaperCount($"Giấy tờ kèm theo số {number}", number))],
            Note = string.Concat(Enumerable.Repeat("Ghi chú rất dài. ", 200)),
        };
        var pdf = LabelPages.Pdf([label], PrintTools.Font());

        var text = Packed(await _tools.TextAsync(pdf, raw: true));

        Assert.Matches(@"Pages:\s+1\b", await _tools.InfoAsync(pdf));
        Assert.Contains(Packed(receiver), text, StringComparison.Ordinal);
        Assert.Contains("Papers(20100)", text, StringComparison.Ordinal);
        Assert.Contains("…", text, StringComparison.Ordinal);
        Assert.Equal(2, (await _tools.CodesAsync(pdf, 200)).Count);
    }

    [Fact]
    public async Task A_character_the_font_lacks_stays_visible()
    {
        var text = await _tools.TextAsync(LabelPages.Pdf([Label with { Note = "cười 😀 \"trích\" <b> & 中" }], PrintTools.Font()));

        Assert.Contains("cười \ufffd \"trích\" <b> & \ufffd", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Only_the_letters_in_use_are_embedded_and_the_bytes_are_always_the_same()
    {
        var pdf = LabelPages.Pdf([Label], PrintTools.Font());

        var fonts = (await _tools.FontsAsync(pdf)).Split('\n', StringSplitOptions.RemoveEmptyEntries)[2..];

        Assert.Equal(2, fonts.Length);
        Assert.All(fonts, font => Assert.Matches(@"CID TrueType\s+Identity-H\s+yes yes yes", font));
        Assert.InRange(pdf.Length, 5_000, 60_000);
        Assert.Equal(pdf, LabelPages.Pdf([Label], PrintTools.Font()));
    }

    private static string Long(char first) => string.Join(' ', Enumerable.Range(0, 50).Select(number => $"{first}ường{number:00000}"))[..500];

    private static string Joined(string text) => Spaces().Replace(text, " ");

    private static string Packed(string text) => Spaces().Replace(text, "");

    private static string Svg(CodePicture picture) =>
        $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{2 * (picture.Width + 40)}\" height=\"80\" viewBox=\"-20 -0.1 {picture.Width + 40} 1.2\" preserveAspectRatio=\"none\">"
        + string.Concat(picture.Boxes.Select(box => $"<rect x=\"{box.X}\" y=\"{box.Y}\" width=\"{box.Width}\" height=\"{box.Height}\"/>")) + "</svg>";

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();
}
