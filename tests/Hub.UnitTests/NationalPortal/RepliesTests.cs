using System.Text;
using Hub.NationalPortal.Settings;
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

    [Fact]
    public void Patterns_are_data()
    {
        var own = new NationalPortalReplies(new PortalAnswerPatterns { Exists = { "trùng mã" }, SessionCodes = { "401" } });

        Assert.Equal(PortalRefusal.Exists, Assert.IsType<PortalReply.Business>(own.Read(200, null, """{"error_code":5,"message":"Trùng mã hồ sơ"}"""u8, null)).Kind);
        Assert.IsType<PortalReply.SessionLost>(own.Read(200, null, """{"error_code":401,"message":""}"""u8, null));
    }

    private PortalReply Read(string sample, int status = 200, string contentType = "application/json") =>
        _replies.Read(status, contentType, Samples.Read(sample), null);
}
