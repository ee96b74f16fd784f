using System.IO.Compression;
using System.Text;
using System.Xml.Linq;
using Hub.Postal.Consignments;
using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using Xunit;

namespace Hub.UnitTests.Postal.Print;

/// <summary>Money of the post on paper and for a spreadsheet.</summary>
public sealed class MoneyTests
{
    private static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static readonly DateOnly Day = new(2026, 11, 30);

    private static readonly TableContent Totals = MoneyContent.Of(
        Day.AddDays(-1), Day,
        [new CashDay(Day.AddDays(-1), "vnpost", 2, 22_000, 22_000, 22_000), new CashDay(Day, "ghn", 1, 5_000_000_000, 8_000, 0)],
        name => name == "ghn" ? "=Giao \"Nhanh\"" : "Bưu điện Demo");

    private static PostalSheet Sheet => new()
    {
        Id = "vnpost.RM-1",
        Kind = SheetKind.Remittance,
        Operator = "vnpost",
        OpenedAt = new DateTimeOffset(2026, 11, 30, 2, 15, 0, TimeSpan.Zero),
        Lines = [new SheetLine("H01-P1", "CN1", "H01", 1, 8_000, default), new SheetLine("H02-P1", null, "H02", 1, 14_000, default)],
    };

    [Fact]
    public void Totals_say_what_was_taken_listed_received_and_is_outstanding()
    {
        Assert.Equal(
            ["29/11/2026|Bưu điện Demo|2|22.000 đ|22.000 đ|22.000 đ|0 đ", "30/11/2026|=Giao \"Nhanh\"|1|5.000.000.000 đ|8.000 đ|0 đ|5.000.000.000 đ"],
            Totals.Rows.Select(row => string.Join('|', row.Select(cell => cell.Shown))));
        Assert.Equal("Tổng cộng / Total||3|5.000.022.000 đ|30.000 đ|22.000 đ|5.000.000.000 đ", string.Join('|', Totals.Sum.Select(cell => cell.Shown)));
    }

    [Fact]
    public void A_csv_file_has_a_mark_plain_digits_and_no_formula()
    {
        var text = Encoding.UTF8.GetString(TablePages.Csv(Totals));

        Assert.StartsWith("\uFEFF\"Ngày / Day\",", text, StringComparison.Ordinal);
        Assert.Contains("\"30/11/2026\",\"'=Giao \"\"Nhanh\"\"\",1,5000000000,8000,0,5000000000\r\n", text, StringComparison.Ordinal);
        Assert.EndsWith("\"Tổng cộng / Total\",\"\",3,5000022000,30000,22000,5000000000\r\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_holds_sums_as_numbers_and_texts_as_texts()
    {
        var first = await TablePages.XlsxAsync(Totals, CancellationToken.None);
        using var zip = new ZipArchive(new MemoryStream(first));
        var parts = zip.Entries.ToDictionary(entry => entry.FullName, entry =>
        {
            using var part = entry.Open();
            return XDocument.Load(part);
        });

        var rows = parts["xl/worksheets/sheet1.xml"].Descendants(Main + "row").ToList();
        var last = rows[^1].Elements(Main + "c").ToList();
        Assert.Equal(["", "", "3", "5000022000", "30000", "22000", "5000000000"], last.Select(cell => (string?)cell.Element(Main + "v") ?? ""));
        Assert.Equal("=Giao \"Nhanh\"", rows[^2].Elements(Main + "c").ElementAt(1).Element(Main + "is")!.Element(Main + "t")!.Value);
        Assert.Equal(["A", "B", "C", "D", "E", "F", "G"], last.Select(cell => ((string)cell.Attribute("r")!)[..1]));
        Assert.Equal(
            ["[Content_Types].xml", "_rels/.rels", "xl/_rels/workbook.xml.rels", "xl/styles.xml", "xl/workbook.xml", "xl/worksheets/sheet1.xml"], parts.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(first, await TablePages.XlsxAsync(Totals, CancellationToken.None));
    }

    [Theory]
    [InlineData("Trần\u0000Thử\u000b")]
    [InlineData("nửa \ud83d")]
    [InlineData("\ufffe")]
    public async Task No_text_breaks_the_workbook(string title)
    {
        using var zip = new ZipArchive(new MemoryStream(await TablePages.XlsxAsync(MoneyContent.Of(Sheet, title, null, null), CancellationToken.None)));
        using var part = zip.GetEntry("xl/worksheets/sheet1.xml")!.Open();

        Assert.NotNull(XDocument.Load(part).Root);
    }

    [Fact]
    public void A_remittance_list_bears_its_lines_its_total_and_both_signatures()
    {
        var html = TablePages.Html(MoneyContent.Of(
            Sheet with { State = SheetState.Confirmed }, "Bưu điện Demo", new HandoverConfirmation("Trần Văn An", Sheet.OpenedAt), new HandoverConfirmation("Thủ quỹ", Sheet.OpenedAt)));

        Assert.Contains("22.000 đ", html, StringComparison.Ordinal);
        Assert.Contains("H02-P1", html, StringComparison.Ordinal);
        Assert.Contains("Trần Văn An", html, StringComparison.Ordinal);
        Assert.Contains("Thủ quỹ", html, StringComparison.Ordinal);
        Assert.DoesNotContain("BẢN NHÁP", html, StringComparison.Ordinal);
        Assert.Contains("BẢN NHÁP", TablePages.Html(MoneyContent.Of(Sheet, "Bưu điện Demo", null, null)), StringComparison.Ordinal);
    }

    [Fact]
    public void Remittances_are_summed_by_the_day_of_opening_and_by_operator()
    {
        var midnight = CashDay.Begin(Day);
        var days = RemittanceDay.Of(
        [
            Sheet with { OpenedAt = midnight.AddTicks(-1), State = SheetState.Confirmed },
            Sheet with { OpenedAt = midnight, State = SheetState.Confirmed },
            Sheet with { OpenedAt = midnight.AddHours(5), State = SheetState.Closed, Marks = [new SheetMark("disputed", "k", null, midnight, midnight)] },
            Sheet with { OpenedAt = midnight.AddHours(5), Operator = "ghn" },
        ]);

        Assert.Equal(
            [new RemittanceDay(Day.AddDays(-1), "vnpost", 1, 22_000, 22_000, 0), new RemittanceDay(Day, "ghn", 1, 22_000, 0, 0), new RemittanceDay(Day, "vnpost", 2, 44_000, 22_000, 1)], days);
    }
}
