using Hub.NationalPortal.Wire;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

/// <summary>Each way in which a call can end, and what becomes of the delivery.</summary>
public sealed class FaultTests
{
    private const string Sync = "DongBoHoSoMC";

    private readonly Scene _scene = new();

    public static TheoryData<PortalReply, bool, bool> Retried => new()
    {
        { new PortalReply.Transport(true, "torn"), true, true },
        { new PortalReply.Transport(false, "not connected"), true, false },
        { new PortalReply.Http(500), true, true },
        { new PortalReply.Http(503, TimeSpan.FromMinutes(7)), true, true },
        { new PortalReply.Http(408), true, true },
        { new PortalReply.Http(429, TimeSpan.FromMinutes(7)), true, false },
        { new PortalReply.Http(404), true, false },
        { new PortalReply.NotJson("html", "Bảo trì"), true, true },
        { new PortalReply.Business("-1", "Hệ thống đang bận", PortalRefusal.Busy), true, true },
    };

    public static TheoryData<PortalReply, string> Rejected => new()
    {
        { new PortalReply.Business("-1", "MaTTHC không hợp lệ", PortalRefusal.Refused), "portal-refused" },
        { new PortalReply.Business("77", "", PortalRefusal.Unknown), "portal-answer-unknown" },
        { new PortalReply.Http(413), "portal-http" },
        { new PortalReply.Http(400), "portal-http" },
    };

    [Theory]
    [MemberData(nameof(Retried))]
    public async Task A_fault_of_the_partner_is_retried(PortalReply reply, bool partnerDown, bool doubtful)
    {
        _scene.Portal.Refuse(Sync, reply);

        var retry = (await _scene.Deliver(_scene.PostReceived())).Retry();

        Assert.Equal((partnerDown, doubtful), (retry.PartnerDown, retry.Doubtful));
        Assert.Equal(reply is PortalReply.Http { RetryAfter: { } wish } ? wish : null, retry.After);
    }

    [Theory]
    [MemberData(nameof(Rejected))]
    public async Task A_fault_of_the_message_goes_to_a_person_at_once(PortalReply reply, string code)
    {
        _scene.Portal.Refuse(Sync, reply);

        Assert.Equal(code, (await _scene.Deliver(_scene.PostReceived())).Reject().Code);
    }

    [Fact]
    public async Task A_lost_session_is_renewed_once_and_the_call_repeated()
    {
        _scene.Portal.Refuse(Sync, new PortalReply.SessionLost("-1", "Session hết hạn"));

        (await _scene.Deliver(_scene.PostReceived())).Done();

        Assert.Equal(["login", Sync, "login", Sync, "CapNhatTienDoHoSoMC"], _scene.Portal.Calls);
    }

    [Fact]
    public async Task A_session_lost_twice_in_a_row_is_left_to_the_lane()
    {
        _scene.Portal.Refuse(Sync, new PortalReply.SessionLost("-1", "Session hết hạn"));
        _scene.Portal.FailAt(Sync, 2, new PortalReply.SessionLost("-1", "Session hết hạn"));

        var retry = (await _scene.Deliver(_scene.PostReceived())).Retry();

        Assert.Equal(2, _scene.Portal.Count(Sync));
        Assert.False(retry.Doubtful);
    }

    [Fact]
    public async Task Refused_credentials_burn_no_attempt_and_are_not_tried_again_at_once()
    {
        _scene.Portal.LoginAnswer = new PortalReply.Business("-1", "Sai mật khẩu", PortalRefusal.Refused);
        var e = _scene.PostReceived();

        var defer = (await _scene.Deliver(e)).Defer();
        await _scene.Deliver(e);
        var logins = _scene.Portal.Count("login");
        _scene.Clock.Advance(TimeSpan.FromMinutes(16));
        await _scene.Deliver(e);

        Assert.Equal(_scene.Clock.GetUtcNow().AddMinutes(-1), defer.Until);
        Assert.Equal(1, logins);
        Assert.Equal(2, _scene.Portal.Count("login"));
    }

    [Fact]
    public async Task A_login_without_an_answer_leaves_no_doubt_about_the_dossier()
    {
        _scene.Portal.LoginAnswer = new PortalReply.Transport(true, "no answer in time");

        var retry = (await _scene.Deliver(_scene.PostReceived())).Retry();

        Assert.Equal((true, false), (retry.PartnerDown, retry.Doubtful));
        Assert.Equal(["login"], _scene.Portal.Calls);
    }

    [Fact]
    public async Task Personal_data_stays_out_of_answers_and_reasons()
    {
        _scene.Portal.Refuse(Sync, new PortalReply.Business("-1", "Nguyễn Văn Demo (CCCD 001099000001, ĐT 0900000001) không hợp lệ", PortalRefusal.Refused));

        var handled = await _scene.Deliver(_scene.PostReceived());

        foreach (var text in new[] { handled.Answer!, handled.Reject().Reason })
        {
            Assert.DoesNotContain("Demo", text, StringComparison.Ordinal);
            Assert.DoesNotContain("001099", text, StringComparison.Ordinal);
            Assert.DoesNotContain("0900000001", text, StringComparison.Ordinal);
            Assert.Contains("không hợp lệ", text, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_long_answer_is_cut_and_its_digits_hidden()
    {
        var masked = AnswerMask.Apply(new string('x', 3000) + "123456", []);

        Assert.Equal(2000, masked.Length);
        Assert.Equal("mã ****** và 12345", AnswerMask.Apply("mã 1234567 và 12345", []));
    }

    [Fact]
    public async Task The_probe_asks_without_effect_and_says_why_the_portal_is_away()
    {
        Assert.Null(await _scene.Connector.ProbeAsync(CancellationToken.None));
        _scene.Portal.Refuse("TraCuuHoSo", new PortalReply.Http(503));

        Assert.Equal("HTTP 503", await _scene.Connector.ProbeAsync(CancellationToken.None));
        Assert.Empty(_scene.Portal.Dossiers);
    }

    [Fact]
    public async Task A_command_of_unknown_type_goes_to_a_person()
    {
        Assert.Equal("type-unknown", (await _scene.Deliver(_scene.Post("vn.onestop.rating.given.v1", 0, "{}"))).Reject().Code);
    }
}
