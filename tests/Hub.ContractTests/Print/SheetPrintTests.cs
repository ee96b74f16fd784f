using System.Text.RegularExpressions;
using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using Xunit;

namespace Hub.ContractTests.Print;

public sealed partial class SheetPrintTests : IDisposable
{
    private static readonly DateTimeOffset Morning = new(2026, 11, 21, 2, 15, 0, TimeSpan.Zero);

    private static readonly HandoverContent Slip = new()
    {
        Number = "GN-261121-0003",
        IssuedAt = Morning,
        From = new("Trung tâm Phục vụ hành chính công thử nghiệm", ["Số 2 đường Lê Đại Hành", "Phường Mẫu"], "0229 000 0000"),
        To = new("Bưu cục Thử Nghiệm", []),
        Lines = [new("000.00.01.H40-261121-0001-P-1", "CN202611218VN", "Nguyễn Thị Ánh Hường", [new("Giấy khai sinh (bản chính)", 1), new("CCCD bản sao", 2)])],
    };

    private readonly PrintTools _tools = new();

    public void Dispose() => _tools.Dispose();

    [Fact]
    public async Task A_manifest_of_three_sheets_repeats_its_heading_and_counts_its_sheets()
    {
        var sheets = (await _tools.TextAsync(ManifestPages.Pdf(Manifest(110), PrintTools.Font()))).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(3, sheets.Length);
        Assert.All(sheets.Index(), sheet =>
        {
            Assert.Contains("Mã vận đơn", sheet.Item, StringComparison.Ordinal);
            Assert.Contains("Người nhận", sheet.Item, StringComparison.Ordinal);
            Assert.Contains($"Trang / Page {sheet.Index + 1}/3", sheet.Item, StringComparison.Ordinal);
            Assert.Contains("Bảng kê / Manifest BK-261121-0007", sheet.Item, StringComparison.Ordinal);
        });
        Assert.Contains("BẢNG KÊ BƯU GỬI", sheets[0], StringComparison.Ordinal);
        Assert.Contains("110 bưu gửi / consignments; 220 giấy tờ / papers; thu hộ / to collect 5.500.000 đ", sheets[2], StringComparison.Ordinal);
        Assert.Contains("Người lập bảng kê / Prepared by", sheets[2], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(300)]
    public async Task Both_codes_of_a_manifest_are_scanned(int dotsPerInch)
    {
        var codes = await _tools.CodesAsync(ManifestPages.Pdf(Manifest(3), PrintTools.Font()), dotsPerInch);

        Assert.Equal(["CODE-128:BK-261121-0007", "QR-Code:BK-261121-0007"], codes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Five_hundred_lines_are_all_there_once()
    {
        var manifest = Manifest(500);

        var text = await _tools.TextAsync(ManifestPages.Pdf(manifest, PrintTools.Font()));

        Assert.Equal(manifest.Lines.Select(line => line.OrderNumber), Orders().Matches(text).Select(match => match.Value));
        Assert.Equal(manifest.Lines.Select(line => line.Waybill), Waybills().Matches(text).Select(match => match.Value));
    }

    [Theory]
    [MemberData(nameof(PrintTools.Fonts), MemberType = typeof(PrintTools))]
    public async Task A_long_name_is_wrapped_in_its_cell_and_stays_whole(string font)
    {
        var name = string.Join(' ', Enumerable.Range(0, 50).Select(number => $"Đường{number:0000}"));
        var manifest = Manifest(3);
        manifest = manifest with { Lines = [manifest.Lines[0], manifest.Lines[1] with { Receiver = name }, manifest.Lines[2] with { Receiver = new string('Ệ', 500) }] };

        var text = Spaces().Replace(await _tools.TextAsync(ManifestPages.Pdf(manifest, PrintTools.Font(font)), raw: true), "");

        Assert.Contains(name.Replace(" ", "", StringComparison.Ordinal), text, StringComparison.Ordinal);
        Assert.Contains(new string('Ệ', 500), text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_higher_than_a_sheet_goes_on_on_the_next()
    {
        var words = Enumerable.Range(1, 900).Select(number => $"w{number:000}").ToList();
        var manifest = Manifest(3);
        manifest = manifest with { Lines = [manifest.Lines[0], manifest.Lines[1] with { Remark = string.Join(' ', words) }, manifest.Lines[2]] };

        var text = await _tools.TextAsync(ManifestPages.Pdf(manifest, PrintTools.Font()), raw: true);

        Assert.Equal(words, Words().Matches(text).Select(match => match.Value));
        Assert.Equal(manifest.Lines.Select(line => line.OrderNumber), Orders().Matches(text).Select(match => match.Value));
    }

    [Fact]
    public async Task A_number_that_is_too_long_is_broken_where_it_has_a_joint()
    {
        var manifest = Manifest(1);
        manifest = manifest with { Lines = [manifest.Lines[0] with { OrderNumber = "000.00.01.H40-261121-953408831177-D1" }] };

        var text = await _tools.TextAsync(ManifestPages.Pdf(manifest, PrintTools.Font()), raw: true);

        Assert.Contains("000.00.01.H40-261121-\n953408831177-D1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_row_that_goes_on_says_again_of_which_line_it_is()
    {
        var manifest = Manifest(3);
        manifest = manifest with { Lines = [manifest.Lines[0], manifest.Lines[1] with { Remark = string.Join(' ', Enumerable.Repeat("rách", 900)) }, manifest.Lines[2]] };

        var sheets = (await _tools.TextAsync(ManifestPages.Pdf(manifest, PrintTools.Font()), raw: true)).Split('\f', StringSplitOptions.RemoveEmptyEntries);

        Assert.All(sheets[1..^1], sheet => Assert.Matches("(?m)^2( |$)", sheet));
    }

    [Fact]
    public async Task A_manifest_without_lines_is_a_sheet_all_the_same()
    {
        var text = await _tools.TextAsync(ManifestPages.Pdf(Manifest(0) with { ClosedAt = null }, PrintTools.Font()));

        Assert.Contains("0 bưu gửi", text, StringComparison.Ordinal);
        Assert.Contains("BẢN NHÁP", text, StringComparison.Ordinal);
        Assert.Contains("Trang / Page 1/1", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_slip_names_both_sides_their_papers_and_who_confirmed_when()
    {
        var pdf = HandoverPages.Pdf(Slip with { ToConfirmed = new("Lê Văn \"Nhận\" <b>", Morning.AddHours(1)) }, PrintTools.Font());

        var raw = Spaces().Replace(await _tools.TextAsync(pdf, raw: true), " ");

        Assert.Contains("Bên giao / Handed over by: Trung tâm Phục vụ hành chính công thử nghiệm; Số 2 đường Lê Đại Hành; Phường Mẫu; ĐT / Tel: 0229 000 0000", raw, StringComparison.Ordinal);
        Assert.Contains("1 × Giấy khai sinh (bản chính) 2 × CCCD bản sao", raw, StringComparison.Ordinal);
        Assert.Contains("1 bưu gửi / consignments; 3 giấy tờ / papers", raw, StringComparison.Ordinal);
        Assert.Contains("Bên giao / Handed over by Ký, ghi rõ họ tên", raw, StringComparison.Ordinal);
        Assert.Contains("Bên nhận / Received by Đã xác nhận / Confirmed Lê Văn \"Nhận\" <b> 10:15 21/11/2026", raw, StringComparison.Ordinal);
        Assert.Equal(["CODE-128:GN-261121-0003", "QR-Code:GN-261121-0003"], (await _tools.CodesAsync(pdf, 200)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_confirmation_by_a_very_long_name_keeps_its_time()
    {
        var pdf = HandoverPages.Pdf(Slip with { FromConfirmed = new(string.Join(' ', Enumerable.Repeat("Nguyễn", 80)), Morning) }, PrintTools.Font());

        var boxes = (await _tools.TextAsync(pdf, raw: true)).Split("Confirmed")[1];

        Assert.Contains("…", boxes, StringComparison.Ordinal);
        Assert.Contains("09:15 21/11/2026", boxes, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_codes_on_the_web_pages_are_the_same()
    {
        foreach (var (page, number) in new[] { (ManifestPages.Html(Manifest(1)), "BK-261121-0007"), (HandoverPages.Html(Slip), Slip.Number) })
        {
            var drawings = Drawing().Matches(page).Select(match => match.Value).ToList();

            Assert.Equal(2, drawings.Count);
            Assert.Equal(["QR-Code:" + number], await _tools.CodesOfSvgAsync(drawings[0], 300));
            Assert.Equal(["CODE-128:" + number], await _tools.CodesOfSvgAsync(drawings[1], 300));
        }
    }

    private static ManifestContent Manifest(int lines) => new()
    {
        Number = "BK-261121-0007",
        Operator = "Bưu điện thử nghiệm",
        PostOffice = "Bưu cục Thử Nghiệm (000001)",
        OpenedAt = Morning,
        ClosedAt = Morning.AddHours(8),
        Lines = [.. Enumerable.Range(1, lines).Select(number =>
            new ManifestLine($"000.00.01.H40-261121-{number:0000}-P-1", $"CN{202600000 + number}VN", $"Trần Văn Thử {number}", 2, 50_000))],
    };

    [GeneratedRegex(@"\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"000\.00\.01\.H40-261121-\d{4}-P-1")]
    private static partial Regex Orders();

    [GeneratedRegex(@"CN\d{9}VN")]
    private static partial Regex Waybills();

    [GeneratedRegex(@"w\d{3}")]
    private static partial Regex Words();

    [GeneratedRegex("<svg.*?</svg>", RegexOptions.Singleline)]
    private static partial Regex Drawing();
}
