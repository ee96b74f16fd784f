using System.Text;
using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Sync;
using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class RepliesTests
{
    private readonly NationalPortalReplies _replies = new(new PortalAnswerPatterns());

    [Theory]
    [InlineData("success-int.json", "0")]
    [InlineData("success-old-code.json", "00")]
    [InlineData("success-odd-code.json", "99")]
    [InlineData("login.json", "0")]
    public void A_success_is_known_by_its_code_or_its_words(string sample, string code) =>
        Assert.Equal(code, Assert.IsType<PortalReply.Ok>(Read(sample)).Code);

    [Theory]
    [InlineData("failure-says-not-successful.json", PortalRefusal.Unknown)]
    [InlineData("exists-code-0.json", PortalRefusal.Exists)]
    [InlineData("exists-code-3.json", PortalRefusal.Exists)]
    [InlineData("exists-code-minus-3.json", PortalRefusal.Exists)]
    [InlineData("unknown-dossier.json", PortalRefusal.UnknownDossier)]
    [InlineData("refused.json", PortalRefusal.Refused)]
    [InlineData("busy.json", PortalRefusal.Busy)]
    [InlineData("unknown-code.json", PortalRefusal.Unknown)]
    public void A_business_answer_is_told_apart(string sample, PortalRefusal kind) =>
        Assert.Equal(kind, Assert.IsType<PortalReply.Business>(Read(sample)).Kind);

    [Theory]
    [InlineData("{\"error_code\":0,\"message\":\"\\ud800\"}")]
    [InlineData("{\"error_c\\ud800\":0,\"message\":\"thành công\"}")]
    [InlineData("{\"error_code\":\"\\udc00\",\"result\":[{\"\\ud800\":1}]}")]
    public void A_text_that_is_no_unicode_is_no_answer_of_the_portal(string body) =>
        Assert.IsType<PortalReply.NotJson>(_replies.Read(200, "application/json", Encoding.UTF8.GetBytes(body), null));

    [Fact]
    public void A_lost_session_is_known() => Assert.IsType<PortalReply.SessionLost>(Read("session-lost.json"));

    [Fact]
    public void A_lost_session_under_an_http_error_is_known() => Assert.IsType<PortalReply.SessionLost>(Read("session-lost.json", 500));

    [Theory]
    [InlineData("adapter-page.html", "text/html", "html", "Hệ thống đang nâng cấp")]
    [InlineData("adapter-text.txt", "text/plain", "text", "Server too busy")]
    [InlineData("adapter-json.json", "application/json", "json", "101504")]
    public void What_is_not_the_portals_json_keeps_its_words(string sample, string contentType, string what, string words)
    {
        var page = Assert.IsType<PortalReply.NotJson>(Read(sample, contentType: contentType));

        Assert.Equal(what, page.What);
        Assert.Contains(words, page.Excerpt, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{\"error_code\":0,\"mess")]
    [InlineData("[]")]
    [InlineData("\"Thành công\"")]
    public void A_torn_or_foreign_body_is_no_success(string body) =>
        Assert.IsType<PortalReply.NotJson>(_replies.Read(200, "application/json", Encoding.UTF8.GetBytes(body), null));

    [Fact]
    public void A_byte_order_mark_does_no_harm() =>
        Assert.IsType<PortalReply.Ok>(_replies.Read(200, "application/json", [0xEF, 0xBB, 0xBF, .. Samples.Read("success-int.json")], null));

    [Fact]
    public void An_http_error_is_told_with_its_wish() =>
        Assert.Equal(TimeSpan.FromSeconds(9), Assert.IsType<PortalReply.Http>(_replies.Read(503, "text/html", "<p>Bảo trì</p>"u8, TimeSpan.FromSeconds(9))).RetryAfter);

    [Fact]
    public void A_success_code_under_an_http_error_is_no_success() => Assert.IsType<PortalReply.Http>(Read("success-int.json", 500));

    [Theory]
    [InlineData("Cập nhật thành công")]
    [InlineData("\uFEFFCA\u0323\u0302P NHẬT  THA\u0300NH CO\u0302NG")]
    [InlineData("\"C\\u1eadp nh\\u1eadt th\\u00e0nh c\\u00f4ng\"")]
    [InlineData("{\"status\":\"ok\",\"message\":\"C\\u1eadp nh\\u1eadt th\\u00e0nh c\\u00f4ng\"}")]
    public void Plain_words_of_success_acknowledge_progress(string body)
    {
        Assert.IsType<PortalReply.Ok>(Read(body, PortalQuestion.Progress, "text/plain"));
        Assert.IsType<PortalReply.Ok>(Read(body, PortalQuestion.Progress, "text/html"));
        Assert.IsType<PortalReply.NotJson>(Read(body, PortalQuestion.Other, "text/plain"));
    }

    [Theory]
    [InlineData("<html><body>Cập nhật thành công</body></html>")]
    [InlineData("Cập nhật thành công<br/>")]
    [InlineData("Cập nhật không thành công")]
    [InlineData("Cập nhật kho\u0302ng tha\u0300nh co\u0302ng")]
    [InlineData("{\"error_code\":0,\"message\":\"Thành công")]
    [InlineData("OK")]
    [InlineData("")]
    public void Pages_torn_bodies_and_other_words_acknowledge_nothing(string body) => Assert.IsType<PortalReply.NotJson>(Read(body, PortalQuestion.Progress, "text/plain"));

    [Fact]
    public void Plain_words_under_an_http_error_acknowledge_nothing() =>
        Assert.IsType<PortalReply.Http>(_replies.Read(500, "text/plain", "Thành công"u8, null, PortalQuestion.Progress));

    [Theory]
    [InlineData("tha\u0300nh co\u0302ng")]
    [InlineData("THÀNH CÔNG")]
    [InlineData("Thành\u00a0 công")]
    public void Words_count_however_their_marks_are_written(string words) =>
        Assert.IsType<PortalReply.Ok>(Read($$"""{"error_code":99,"message":"{{words}}"}""", PortalQuestion.Other));

    [Theory]
    [InlineData("Hồ sơ \u00f0a\u0303 to\u0302\u0300n ta\u0323i", PortalRefusal.Exists)]
    [InlineData("Hồ sơ không to\u0302\u0300n tại", PortalRefusal.UnknownDossier)]
    [InlineData("He\u0323\u0302 thống \u00f0ang bận", PortalRefusal.Busy)]
    public void Refusals_are_known_by_their_words_in_every_writing(string words, PortalRefusal kind) =>
        Assert.Equal(kind, Assert.IsType<PortalReply.Business>(Read($$"""{"error_code":-3,"message":"{{words}}"}""", PortalQuestion.Other)).Kind);

    [Theory]
    [InlineData("""{"error_code":0,"message":"Thành công"}""")]
    [InlineData("""{"error_code":0,"message":"Thành công","result":null}""")]
    [InlineData("""{"error_code":0,"message":"Thành công","result":[]}""")]
    [InlineData("""{"error_code":-1,"message":"Không có dữ liệu"}""")]
    [InlineData("""{"error_code":"404","message":"Not found"}""")]
    [InlineData("""{"error_code":7,"message":"?","result":[]}""")]
    [InlineData("""{"result":[]}""")]
    public void A_look_up_without_a_result_answers_that_there_is_none(string body)
    {
        var reply = Read(body, PortalQuestion.LookUp);

        Assert.True(reply.AnswersLookUp);
        Assert.Null(PortalHeld.Read((reply as PortalReply.Ok)?.Result, "DanhSachTienDo"));
    }

    [Theory]
    [InlineData("""{"error_code":-1,"message":"Phiên làm việc đã hết hạn"}""")]
    [InlineData("""{"error_code":-1,"message":"Hệ thống đang bận"}""")]
    [InlineData("""{"code":"101504","message":"Send timeout"}""")]
    [InlineData("<html/>")]
    public void A_lost_session_and_an_adapters_answer_say_nothing_of_the_dossier(string body) => Assert.False(Read(body, PortalQuestion.LookUp).AnswersLookUp);

    [Theory]
    [InlineData("""{"error_code":-1,"message":"Lỗi","result":[{"MaHoSo":"H-1"}]}""")]
    [InlineData("""{"result":[{"MaHoSo":"H-1"}]}""")]
    public void A_dossier_that_is_shown_is_there_whatever_stands_beside_it(string body) =>
        Assert.NotNull(PortalHeld.Read(Assert.IsType<PortalReply.Ok>(Read(body, PortalQuestion.LookUp)).Result, "DanhSachTienDo"));

    [Theory]
    [InlineData("{\"error_code\":0,\"message\":\"\\ud800\"}")]
    [InlineData("{\"error_code\":0,\"\\ud800\":\"Thành công\"}")]
    [InlineData("{\"error_code\":0,\"message\":\"Thành công\",\"result\":[{\"a\":\"\\udc00\"}]}")]
    public void Half_a_surrogate_pair_is_no_answer(string body) => Assert.IsType<PortalReply.NotJson>(Read(body, PortalQuestion.Other));

    [Fact]
    public void Patterns_are_data()
    {
        var own = new NationalPortalReplies(new PortalAnswerPatterns { Exists = { "trùng mã" }, SessionCodes = { "401" } });

        Assert.Equal(PortalRefusal.Exists, Assert.IsType<PortalReply.Business>(own.Read(200, null, """{"error_code":5,"message":"Trùng mã hồ sơ"}"""u8, null)).Kind);
        Assert.IsType<PortalReply.SessionLost>(own.Read(200, null, """{"error_code":401,"message":""}"""u8, null));
    }

    private PortalReply Read(string body, PortalQuestion asked, string contentType = "application/json") =>
        _replies.Read(200, contentType, Encoding.UTF8.GetBytes(body), null, asked);

    private PortalReply Read(string sample, int status = 200, string contentType = "application/json") =>
        _replies.Read(status, contentType, Samples.Read(sample), null);
}
