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
        {"MaHoSo":"000.00.00.G22-261121-10001","MaTTHC":"1.000656","TenTTHC":"Đăng ký khai tử","MaLinhVuc":"G15-HT08","KenhThucHien":"2",
         "ChuHoSo":"Nguyễn Văn Demo","LoaiDoiTuong":"1","MaDoiTuong":"tech-1","SoDienThoai":"0900000001","Email":"","NgayNopHoSo":"20261121150500",
         "DinhDanhCHS":[{"LoaiDinhDanh":"1","SoDinhDanh":"001099000001"},{"LoaiDinhDanh":"1","SoDinhDanh":"12"}],
         "TaiLieuNop":[{"TepDinhKemId":"f-1","TenTepDinhKem":"a.pdf","DuongDanTaiTepTin":"ftp://x/y","DuocSoHoa":"1","DuocTaiSuDung":"2","IsDeleted":"False"}],
         "DanhSachLePhi":[{"TenPhiLePhi":"Lệ phí","Gia":"8000","LoaiPhiLePhi":"1","HinhThucThu":"1"}],"DuocThanhToanTrucTuyen":"1"}
        """;

    private const string Promotion = """
        {"MaHoSo":"KM-1","MaTTHC":"2.000033","MaSoThue":"0100000001","NgayNopHoSo":"20261121150500","TenThuongNhan":"Công ty Demo","DienThoai":"0240000001","Email":"",
         "DiaChiDoanhNghiep":{"MaTinh":"01","MaHuyen":"","MaXa":"00004","DiaChiChiTiet":"Số 1"},"TenChuongTrinhKhuyenMai":"Khuyến mại hè","TaiLieuNop":[{"TenTepDinhKem":"a.pdf","Base64":"JVBERg=="}]}
        """;

    private const string Amendment = """
        {"service":"addtthcKhuyenMai","isUpdating":"True","data":{"MaHoSoQG":"KM-2","ThongTinDaNop":{"MaTTHC":"2.000033","MaHoSoQGDNP":"KM-1"},"ThongTinSuaDoi":{"x":"1"},"LyDoDieuChinh":"Đổi thời gian"}}
        """;

    private static readonly DateTimeOffset Now = new(2026, 11, 21, 15, 6, 0, TimeSpan.FromHours(7));

    [Fact]
    public void A_dossier_filed_on_the_portal_becomes_an_event_for_the_case_system()
    {
        var submission = Read(PortalKinds.Dossier, Dossier).Submission!;

        Assert.Equal(("urn:vn:dvcqg:nhanhsdvcqg", "000.00.00.G22-261121-10001"), (submission.Event.Source, submission.Event.Id));
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
        Assert.Equal("""{"id":"f-1","name":"a.pdf","digitised":true,"removed":false}""", data.GetProperty("papers")[0].GetRawText());
        Assert.Equal("000.00.00.G22-261121-10001", data.GetProperty("refId").GetString());
        Assert.Equal("nhanhsdvcqg", data.GetProperty("kind").GetString());
        Assert.Equal("Đăng ký khai tử", data.GetProperty("raw").GetProperty("TenTTHC").GetString());
    }

    [Fact]
    public void A_repeat_is_the_same_message_whenever_it_comes_and_another_body_is_not()
    {
        var first = Read(PortalKinds.Dossier, Dossier).Submission!;
        var repeat = PortalInbound.Read(PortalKinds.Dossier, Encoding.UTF8.GetBytes(Dossier), Now.AddHours(3), "key-1").Submission!;
        var other = Read(PortalKinds.Dossier, Dossier.Replace("8000", "9000", StringComparison.Ordinal)).Submission!;

        Assert.Equal(first.Digest.ToArray(), repeat.Digest.ToArray());
        Assert.NotEqual(first.Digest.ToArray(), other.Digest.ToArray());
        Assert.Equal(first.Event.Id, other.Event.Id);
    }

    [Theory]
    [InlineData("20991231235959")]
    [InlineData("19700121000000")]
    [InlineData("21/11/2026")]
    [InlineData("")]
    public void A_filing_time_that_cannot_be_is_kept_raw_and_not_believed(string time)
    {
        var submission = Read(PortalKinds.Dossier, Dossier.Replace("20261121150500", time, StringComparison.Ordinal)).Submission!;

        Assert.Equal(Now, submission.Event.Time);
        Assert.False(Data(submission).TryGetProperty("submittedAt", out _));
        Assert.Equal(time, Data(submission).GetProperty("raw").GetProperty("NgayNopHoSo").GetString());
    }

    [Theory]
    [InlineData("\"ChuHoSo\":\"\\ud800\"")]
    [InlineData("\"MaHoS\\ud800\":\"x\"")]
    [InlineData("\"\\udc00\":{}")]
    [InlineData("\"data\":[{\"\\ud800\":1}]")]
    public void A_text_that_is_no_unicode_is_answered_and_not_taken(string member)
    {
        foreach (var kind in PortalKinds.All)
        {
            var read = Read(kind, Dossier.Trim().TrimEnd('}') + "," + member + "}");

            Assert.Null(read.Submission);
            Assert.Contains("-1", PortalInbound.AnswerProblem(read.Problem!), StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_sales_promotion_is_a_filed_dossier_of_the_same_space_of_codes()
    {
        var submission = Read(PortalKinds.Promotion, Promotion).Submission!;

        Assert.Equal((PortalEventTypes.DossierSubmittedOnline, "urn:vn:dvcqg:nhanhsdvcqg", "KM-1"), (submission.Event.Type, submission.Event.Source, submission.Event.Id));
        Assert.Equal(("KM-1", "2.000033"), (submission.Dossier!.Code, submission.Dossier.ProcedureCode));
        var data = Data(submission);
        Assert.Equal(("addtthcKhuyenMai", "2026-11-21T15:05:00+07:00"), (data.GetProperty("kind").GetString(), data.GetProperty("submittedAt").GetString()));
        Assert.Equal("""{"kind":"business","name":"Công ty Demo","phone":"0240000001","address":"Số 1, 00004, 01"}""", data.GetProperty("applicant").GetRawText());
        Assert.Equal("Khuyến mại hè", data.GetProperty("summary").GetString());
        Assert.Equal("JVBERg==", data.GetProperty("raw").GetProperty("TaiLieuNop")[0].GetProperty("Base64").GetString());
    }

    [Fact]
    public void An_amendment_is_a_dossier_of_its_own_that_names_the_earlier_one()
    {
        var submission = Read(PortalKinds.Promotion, Amendment).Submission!;

        Assert.Equal((PortalEventTypes.DossierSubmittedOnline, "KM-2", "2.000033"), (submission.Event.Type, submission.Event.Id, submission.Dossier!.ProcedureCode));
        Assert.Equal(("KM-1", "Đổi thời gian"), (Data(submission).GetProperty("amends").GetString(), Data(submission).GetProperty("summary").GetString()));
    }

    [Fact]
    public void An_amendment_that_names_no_procedure_is_told_as_a_notice()
    {
        var submission = Read(PortalKinds.Promotion, Amendment.Replace("\"MaTTHC\":\"2.000033\",", "", StringComparison.Ordinal)).Submission!;

        Assert.Equal((PortalEventTypes.NoticeReceived, "KM-2"), (submission.Event.Type, submission.Event.Subject));
        Assert.Equal("Đổi thời gian", Data(submission).GetProperty("content").GetString());
    }

    [Fact]
    public void Two_amendments_under_the_code_of_the_dossier_itself_are_two()
    {
        var first = Read(PortalKinds.Promotion, Amendment.Replace("KM-2", "KM-1", StringComparison.Ordinal)).Submission!;
        var second = Read(PortalKinds.Promotion, Amendment.Replace("KM-2", "KM-1", StringComparison.Ordinal).Replace("Đổi", "Lại đổi", StringComparison.Ordinal)).Submission!;

        Assert.NotEqual(first.Event.Id, second.Event.Id);
        Assert.NotEqual("KM-1", first.Event.Id);
    }

    [Theory]
    [InlineData("nhantbthuedvcqg")]
    [InlineData("NHANTBTHUEDVCQG")]
    [InlineData("ImportThongBaoThueFromDVCQG")]
    [InlineData("ImportChungTuThueFromDVCQG")]
    public void Another_tax_of_the_same_dossier_has_an_id_of_its_own_to_be_kept_under(string kind)
    {
        var first = Read(kind, """{"MaHoSo":"H-1","SoTien":"1250000"}""");
        var second = Read(kind, """{"MaHoSo":"H-1","SoTien":"7000"}""");

        Assert.Equal("H-1", first.Submission!.Event.Id);
        Assert.Equal(first.Submission.Event.Id, second.Submission!.Event.Id);
        Assert.NotEqual(first.Further!.Event.Id, second.Further!.Event.Id);
        Assert.Null(Read(PortalKinds.Dossier, Dossier).Further);
    }

    [Theory]
    [InlineData("""{"data":{"MaHoSo":"H-1","MaTTHC":"1.000656"}}""")]
    [InlineData("""{"data":[{"mahoso":"H-1","mattHC":"1.000656"}]}""")]
    public void The_fields_may_stand_inside_data_and_in_other_cases(string body) =>
        Assert.Equal("H-1", Read(PortalKinds.Dossier, body).Submission!.Event.Subject);

    [Fact]
    public void A_tax_notice_keeps_its_amount_and_its_whole_body()
    {
        var submission = Read(PortalKinds.TaxNotice, """{"MaHoSo":"H-1","SoTien":"1250000","SoThongBao":"TB-1"}""").Submission!;

        Assert.Equal(PortalEventTypes.NoticeReceived, submission.Event.Type);
        Assert.Equal(1250000, Data(submission).GetProperty("amount").GetInt64());
        Assert.Equal("TB-1", Data(submission).GetProperty("raw").GetProperty("SoThongBao").GetString());
    }

    [Fact]
    public void A_notice_without_a_code_is_known_by_what_it_says()
    {
        var first = Read(PortalKinds.TaxNotice, """{"TieuDe":"Thông báo"}""").Submission!;
        var again = Read(PortalKinds.TaxNotice, """{ "TieuDe" : "Thông báo" }""").Submission!;

        Assert.StartsWith("sha256-", first.Event.Id, StringComparison.Ordinal);
        Assert.Equal(first.Event.Id, again.Event.Id);
        Assert.Null(first.Event.Subject);
    }

    [Theory]
    [InlineData(PortalKinds.Dossier, "{")]
    [InlineData(PortalKinds.Dossier, "[]")]
    [InlineData(PortalKinds.Dossier, """{"refId":"r","MaTTHC":"1.000656"}""")]
    [InlineData(PortalKinds.Dossier, """{"MaHoSo":"H-1"}""")]
    [InlineData(PortalKinds.Dossier, """{"MaHoSo":"bad code!","MaTTHC":"1.000656"}""")]
    [InlineData(PortalKinds.Dossier, """{"data":[{"MaHoSo":"H-1"},{"MaHoSo":"H-2"}]}""")]
    [InlineData(PortalKinds.Dossier, "{\"MaHoSo\":\"H-1\",\"MaTTHC\":\"1.000656\",\"ChuHoSo\":\"\\ud800\"}")]
    [InlineData(PortalKinds.Dossier, "{\"MaHoSo\":\"H-1\",\"MaTTHC\":\"1.000656\",\"\\udfff\":\"\"}")]
    [InlineData(PortalKinds.TaxNotice, "{\"x\":\"\\ud800\"}")]
    [InlineData(PortalKinds.Promotion, """{"MaHoSo":"KM-1","MaTTHC":"2.000033"}""")]
    [InlineData(PortalKinds.Promotion, """{"MaTTHC":"2.000033","MaSoThue":"1"}""")]
    [InlineData(PortalKinds.Promotion, """{"MaHoSo":"KM-1","MaSoThue":"1"}""")]
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
