using System.Net;
using System.Text.RegularExpressions;
using Hub.Postal.Print;
using Hub.Postal.Print.Pages;
using Xunit;

namespace Hub.UnitTests.Postal.Print;

public sealed partial class HtmlPagesTests
{
    private const string Hostile = "\"><script>alert('x')</script><b>&amp; 😀";

    [Fact]
    public void A_label_says_what_it_was_given()
    {
        var text = Visible(LabelPages.Html([Sheets.Label]));

        Assert.All(
            ["000.00.01.H40-261121-0001-P-1", "CN202611218VN", "Bưu điện thử nghiệm", "Nguyễn Thị Thử", "Phường Thử", "0900000001", "Trung tâm thử",
                "1 × Giấy khai sinh; 2 × CCCD bản sao", "Papers (3)", "1.250.000 đ", "09:15 21/11/2026"],
            part => Assert.Contains(part, text, StringComparison.Ordinal));
    }

    [Fact]
    public void A_label_without_a_waybill_says_so_and_codes_the_order_number()
    {
        var page = LabelPages.Html([Sheets.Label with { Waybill = null }]);

        Assert.Contains("No waybill yet", Visible(page), StringComparison.Ordinal);
        Assert.Equal(2, Regex.Count(page, "aria-label=\"000.00.01.H40-261121-0001-P-1\""));
    }

    [Fact]
    public void A_label_without_papers_and_fee_says_that_too()
    {
        var text = Visible(LabelPages.Html([Sheets.Label with { Papers = [], FeeToCollect = 0 }]));

        Assert.Contains("Không kê giấy tờ", text, StringComparison.Ordinal);
        Assert.Contains("Không thu tiền", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Many_labels_are_one_page_each()
    {
        var page = LabelPages.Html([Sheets.Label, Sheets.Label, Sheets.Label]);

        Assert.Equal(3, Regex.Count(page, "<article"));
        Assert.Contains("@page{size:105mm 148mm", page, StringComparison.Ordinal);
    }

    [Fact]
    public void No_text_of_anyone_becomes_markup()
    {
        string[] pages =
        [
            LabelPages.Html([new LabelContent
            {
                OrderNumber = Hostile, Waybill = Hostile, Operator = Hostile, Service = Hostile, Note = Hostile,
                Sender = new(Hostile, [Hostile], Hostile), Receiver = new(Hostile, [Hostile], Hostile), Papers = [new(Hostile, 1)],
            }]),
            ManifestPages.Html(new ManifestContent
            {
                Number = Hostile, Operator = Hostile, PostOffice = Hostile, OpenedAt = Sheets.Morning, Lines = [new(Hostile, Hostile, Hostile, 1, 0, Hostile)],
            }),
            HandoverPages.Html(new HandoverContent
            {
                Number = Hostile, IssuedAt = Sheets.Morning, From = new(Hostile, [Hostile], Hostile), To = new(Hostile, []), Note = Hostile,
                Lines = [new(Hostile, Hostile, Hostile, [new(Hostile, 1)], Hostile)], FromConfirmed = new(Hostile, Sheets.Morning),
            }),
        ];

        Assert.All(pages, page =>
        {
            Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain("<b>", page, StringComparison.Ordinal);
            // Inside attributes too: a quote of the text would end aria-label early and leave a foreign attribute behind.
            Assert.DoesNotContain(Marks().Matches(page), mark => mark.Value.Contains("alert", StringComparison.Ordinal) && !mark.Value.Contains("aria-label=\"&quot;", StringComparison.Ordinal));
            Assert.Contains("alert('x')", Visible(page), StringComparison.Ordinal);
            Assert.Contains("😀", Visible(page), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void A_page_may_load_and_run_nothing() => Assert.All(
        [LabelPages.Html([Sheets.Label]), ManifestPages.Html(Sheets.Manifest), HandoverPages.Html(Sheets.Slip)], page =>
        {
            Assert.Contains("default-src 'none'; style-src 'unsafe-inline'", page, StringComparison.Ordinal);
            Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("href=", page, StringComparison.Ordinal);
            Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        });

    [Fact]
    public void A_manifest_adds_up_its_lines_and_says_while_it_is_a_draft()
    {
        var draft = Visible(ManifestPages.Html(Sheets.Manifest));
        var closed = Visible(ManifestPages.Html(Sheets.Manifest with { ClosedAt = Sheets.Morning.AddHours(8) }));

        Assert.Contains("2 bưu gửi / consignments; 4 giấy tờ / papers; thu hộ / to collect 50.000 đ", draft, StringComparison.Ordinal);
        Assert.Contains("BẢN NHÁP", draft, StringComparison.Ordinal);
        Assert.DoesNotContain("BẢN NHÁP", closed, StringComparison.Ordinal);
        Assert.Contains("17:15 21/11/2026", closed, StringComparison.Ordinal);
    }

    [Fact]
    public void A_slip_names_who_confirmed_and_leaves_room_for_who_did_not()
    {
        var text = Visible(HandoverPages.Html(Sheets.Slip));

        Assert.Matches("Bên giao / Handed over by\\s+Đã xác nhận / Confirmed\\s+Lê Văn Giao\\s+09:15 21/11/2026", text);
        Assert.Matches("Bên nhận / Received by\\s+Ký, ghi rõ họ tên", text);
    }

    [Fact]
    public void A_slip_has_a_line_for_each_paper_and_says_what_did_not_change_hands()
    {
        var lines = (HandoverLine[])
        [
            new("N-1", null, "Nguyễn Thị Thử", [new("Giấy khai sinh", 1), new("CCCD\nbản sao", 2)], "Bì rách", IsDisputed: true),
            new("N-2", null, "Trần Văn Thử", [new("Sổ", 1)], IsDisputed: true),
            new("N-3", null, "Lê Văn Thử", [new("Sổ", 1)]),
        ];

        var page = HandoverPages.Html(Sheets.Slip with { Lines = lines });

        Assert.Contains("1 × Giấy khai sinh<br>2 × CCCD bản sao</td>", page, StringComparison.Ordinal);
        Assert.Contains("KHÔNG XÁC NHẬN / DISPUTED: Bì rách</td>", page, StringComparison.Ordinal);
        Assert.Contains("KHÔNG XÁC NHẬN / DISPUTED</td>", page, StringComparison.Ordinal);
        Assert.Contains("3 bưu gửi / consignments; 5 giấy tờ / papers; không xác nhận / disputed: 2 bưu gửi", Visible(page), StringComparison.Ordinal);
        Assert.DoesNotContain("Thu hộ", page, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sheet_of_no_office_leaves_the_office_out() =>
        Assert.DoesNotContain("Post office:", Visible(ManifestPages.Html(Sheets.Manifest with { PostOffice = "" })), StringComparison.Ordinal);

    [Theory]
    [InlineData("Nguye\u0302\u0303n Thi\u0323 Bu\u031bo\u031b\u0309i", "Nguyễn Thị Bưởi")]
    [InlineData("Lê\u0323 Be\u0323\u0302nh", "Lệ Bệnh")]
    [InlineData("A\u0306\u0301n \u0110\u01af\u01a0\u0300NG", "Ắn ĐƯỜNG")]
    [InlineData("hai\r\ndòng\tmột", "hai dòng một")]
    [InlineData("đảo\u202engược\u200b ẩn", "đảongược ẩn")]
    public void Letters_are_composed_and_what_nobody_sees_is_left_out(string given, string printed) =>
        Assert.Contains(printed, Visible(LabelPages.Html([Sheets.Label with { Note = given }])), StringComparison.Ordinal);

    [Fact]
    public void Half_a_character_stays_visible() =>
        Assert.Contains("nửa \ufffd chữ", Visible(LabelPages.Html([Sheets.Label with { Note = "nửa \ud83d chữ" }])), StringComparison.Ordinal);

    [Fact]
    public void No_labels_are_no_page() => Assert.Throws<ArgumentOutOfRangeException>(() => LabelPages.Html([]));

    private static string Visible(string page) => WebUtility.HtmlDecode(Marks().Replace(page[page.IndexOf("<body", StringComparison.Ordinal)..], " "));

    [GeneratedRegex("<[^>]*>")]
    private static partial Regex Marks();
}
