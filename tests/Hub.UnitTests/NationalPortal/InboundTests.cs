using System.Text;
using System.Text.Json;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.NationalPortal.Inbound;
using Hub.NationalPortal.Settings;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class InboundTests
{
    private const string Dossier = """
        {"refId":"ref-1","MaHoSo":"000.00.00.G22-261121-10001","MaTTHC":"1.000656","TenTTHC":"Đăng ký khai tử","MaLinhVuc":"G15-HT08","KenhThucHien":"2",
         "ChuHoSo":"Nguyễn Văn Demo","LoaiDoiTuong":"1","MaDoiTuong":"tech-1","SoDienThoai":"0900000001","Email":"","NgayNopHoSo":"20261121150500",
         "DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"001099000001"},{"LoaiDinhDanh":"1","SoDinhDanh":"12"}],
         "TaiLieuNop":[{"TepDinhKemId":"f-1","TenTepDinhKem":"a.pdf","DuongDanTaiTepTin":"ftp://x/y","DuocSoHoa":"1","IsDeleted":"False"}],
         "DanhSachLePhi":[{"TenPhiLePhi":"Lệ phí","Gia":"8000","LoaiPhiLePhi":"1","HinhThucThu":"1"}],"DuocThanhToanTrucTuyen":"1"}
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 15, 6, 0, TimeSpan.FromHours(7));

    [Fact]
    public void A_dossier_filed_on_the_portal_becomes_an_event_for_the_case_system()
    {
        var submission = Read(PortalInbound.NewDossier, Dossier).Submission!;

        Assert.Equal(("urn:vn:dvcqg:nhanhsdvcqg", "ref-1"), (submission.Event.Source, submission.Event.Id));
        Assert.Equal(PortalEventTypes.DossierSubmittedOnline, submission.Event.Type);
        Assert.Equal("000.00.00.G22-261121-10001", submission.Event.Subject);
        Assert.Equal(EventDirection.Out, submission.Direction);
        Assert.Equal("1.000656", submission.Dossier!.ProcedureCode);
        var data = Data(submission);
        Assert.Equal("2026-11-21T15:05:00+07:00", data.GetProperty("submittedAt").GetString());
        Assert.Equal("citizen", data.GetProperty("applicant").GetProperty("kind").GetString());
        Assert.Equal("001099000001", Assert.Single(data.GetProperty("applicant").GetProperty("identity").EnumerateArray()).GetProperty("number").GetString());
        Assert.Equal(8000, data.GetProperty("fees")[0].GetProperty("amount").GetInt64());
        Assert.Equal("national", data.GetProperty("onlinePayment").GetString());
        Assert.False(data.GetProperty("papers")[0].TryGetProperty("url", out _));
        Assert.Equal("ref-1", data.GetProperty("raw").GetProperty("refId").GetString());
    }

    [Fact]
    public void A_repeat_is_the_same_message_whenever_it_comes_and_another_body_is_not()
    {
        var first = Read(PortalInbound.NewDossier, Dossier).Submission!;
        var repeat = PortalInbound.Read(PortalInbound.NewDossier, Encoding.UTF8.GetBytes(Dossier), Now.AddHours(3), "key-1").Submission!;
        var other = Read(PortalInbound.NewDossier, Dossier.Replace("8000", "9000", StringComparison.Ordinal)).Submission!;

        Assert.Equal(first.Digest.ToArray(), repeat.Digest.ToArray());
        Assert.NotEqual(first.Digest.ToArray(), other.Digest.ToArray());
        Assert.Equal(first.Event.Id, other.Event.Id);
    }

    [Theory]
    [InlineData("\"ChuHoSo\":\"\\ud800\"")]
    [InlineData("\"MaHoS\\ud800\":\"x\"")]
    [InlineData("\"\\udc00\":{}")]
    [InlineData("\"data\":[{\"\\ud800\":1}]")]
    public void A_text_that_is_no_unicode_is_answered_and_not_taken(string member)
    {
        foreach (var kind in PortalInbound.Kinds)
        {
            var read = Read(kind, Dossier.Trim().TrimEnd('}') + "," + member + "}");

            Assert.Null(read.Submission);
            Assert.Contains("-1", PortalInbound.AnswerProblem(read.Problem!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void The_same_ref_id_under_another_kind_is_another_message() =>
        Assert.NotEqual(Read(PortalInbound.NewDossier, Dossier).Submission!.Event.Source, Read(PortalInbound.Notice, Dossier).Submission!.Event.Source);

    [Theory]
    [InlineData("""{"data":{"refId":"r","MaHoSo":"H-1","MaTTHC":"1.000656"}}""")]
    [InlineData("""{"refid":"r","data":[{"mahoso":"H-1","mattHC":"1.000656"}]}""")]
    public void The_fields_may_stand_inside_data_and_in_other_cases(string body) =>
        Assert.Equal("H-1", Read(PortalInbound.NewDossier, body).Submission!.Event.Subject);

    [Fact]
    public void A_tax_notice_keeps_its_amount_and_its_whole_body()
    {
        var submission = Read(PortalInbound.TaxNotice, """{"refId":"ref-2","MaHoSo":"H-1","SoTien":"1250000","SoThongBao":"TB-1"}""").Submission!;

        Assert.Equal(PortalEventTypes.NoticeReceived, submission.Event.Type);
        Assert.Equal(1250000, Data(submission).GetProperty("amount").GetInt64());
        Assert.Equal("TB-1", Data(submission).GetProperty("raw").GetProperty("SoThongBao").GetString());
    }

    [Fact]
    public void A_notice_without_ref_id_is_known_by_what_it_says()
    {
        var first = Read(PortalInbound.Notice, """{"TieuDe":"Thông báo"}""").Submission!;
        var again = Read(PortalInbound.Notice, """{ "TieuDe" : "Thông báo" }""").Submission!;

        Assert.StartsWith("sha256-", first.Event.Id, StringComparison.Ordinal);
        Assert.Equal(first.Event.Id, again.Event.Id);
        Assert.Null(first.Event.Subject);
    }

    [Theory]
    [InlineData(PortalInbound.NewDossier, "{")]
    [InlineData(PortalInbound.NewDossier, "[]")]
    [InlineData(PortalInbound.NewDossier, """{"MaHoSo":"H-1","MaTTHC":"1.000656"}""")]
    [InlineData(PortalInbound.NewDossier, """{"refId":"r","MaTTHC":"1.000656"}""")]
    [InlineData(PortalInbound.NewDossier, """{"refId":"r","MaHoSo":"H-1"}""")]
    [InlineData(PortalInbound.NewDossier, """{"refId":"r","MaHoSo":"bad code!","MaTTHC":"1.000656"}""")]
    [InlineData(PortalInbound.NewDossier, """{"refId":"r","data":[{"MaHoSo":"H-1"},{"MaHoSo":"H-2"}]}""")]
    [InlineData("khac", "{}")]
    public void What_cannot_be_taken_is_answered_with_minus_one(string kind, string body)
    {
        var result = Read(kind, body);

        Assert.Null(result.Submission);
        Assert.Contains("\"error_code\":-1", PortalInbound.AnswerProblem(result.Problem!), StringComparison.Ordinal);
    }

    [Fact]
    public void The_answers_are_the_portals_own_words()
    {
        Assert.Equal("""{"error_code":0,"message":"Thành công"}""", PortalInbound.Answer(new Verdict.Accepted(1), "H-1"));
        Assert.Equal("""{"error_code":1,"message":"H-1| duplicate refId"}""", PortalInbound.Answer(new Verdict.Duplicate(1), "H-1"));
        Assert.Equal("""{"error_code":1,"message":"H-1| duplicate refId"}""", PortalInbound.Answer(new Verdict.Conflict(1, default), "H-1"));
    }

    private static PortalInboundResult Read(string kind, string body) => PortalInbound.Read(kind, Encoding.UTF8.GetBytes(body), Now, "key-1");

    private static JsonElement Data(Submission submission)
    {
        using var document = JsonDocument.Parse(submission.Event.Data);
        return document.RootElement.Clone();
    }
}
