using Hub.NationalPortal.Settings;
using Hub.NationalPortal.Wire;
using Hub.Tests;
using Hub.UnitTests.NationalPortal.Fakes;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.UnitTests.NationalPortal;

public sealed class SessionTests
{
    private readonly FakePortal _portal = new();
    private readonly PortalSession _session;

    private readonly ManualClock _clock = new();

    public SessionTests() => _session = new PortalSession(_portal, new NationalPortalOptions(), _clock, NullLogger<PortalSession>.Instance);

    [Fact]
    public async Task Callers_at_the_same_moment_share_one_login()
    {
        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ => Call((_, _) => Answer(new PortalReply.Ok("0", "")))));

        Assert.Equal(1, _portal.Count("login"));
    }

    [Fact]
    public async Task Many_callers_that_lose_the_same_session_share_one_renewal()
    {
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));
        _portal.LoginAnswer = new PortalReply.Ok("0", "", "s-2");

        await Task.WhenAll(Enumerable.Range(0, 32).Select(_ =>
            Call((session, _) => Answer(session == "s-1" ? new PortalReply.SessionLost("-1", "session") : new PortalReply.Ok("0", "")))));

        Assert.Equal(2, _portal.Count("login"));
    }

    [Fact]
    public async Task One_callers_wish_to_stop_does_not_end_the_login_of_the_others()
    {
        using var stop = new CancellationTokenSource();
        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _session.CallAsync((_, _) => Answer(new PortalReply.Ok("0", "")), stop.Token));

        Assert.IsType<PortalReply.Ok>(await Call((_, _) => Answer(new PortalReply.Ok("0", ""))));
        Assert.Equal(1, _portal.Count("login"));
    }

    [Fact]
    public async Task A_login_without_a_session_is_a_refusal()
    {
        _portal.LoginAnswer = new PortalReply.Ok("0", "");

        Assert.IsType<PortalReply.LoginRefused>(await Call((_, _) => Answer(new PortalReply.Ok("0", ""))));
    }

    [Fact]
    public async Task A_failed_login_is_tried_again_by_the_next_caller()
    {
        _portal.Refuse("login", new PortalReply.Http(503));

        Assert.IsType<PortalReply.NoSession>(await Call((_, _) => Answer(new PortalReply.Ok("0", ""))));
        Assert.IsType<PortalReply.Ok>(await Call((_, _) => Answer(new PortalReply.Ok("0", ""))));
    }

    [Fact]
    public async Task A_session_is_renewed_by_its_age()
    {
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));
        _clock.Advance(TimeSpan.FromMinutes(9));
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));
        Assert.Equal(1, _portal.Count("login"));

        _clock.Advance(TimeSpan.FromMinutes(1));
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));

        Assert.Equal(2, _portal.Count("login"));
    }

    public static TheoryData<PortalReply> UnknownRefusals =>
    [
        new PortalReply.Business("-1", "Token đã bị thu hồi", PortalRefusal.Refused), new PortalReply.Business("77", "", PortalRefusal.Unknown), new PortalReply.Http(403),
    ];

    [Theory]
    [MemberData(nameof(UnknownRefusals))]
    public async Task An_unknown_refusal_of_a_held_session_is_reason_for_one_new_login(PortalReply refusal)
    {
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));
        _portal.LoginAnswer = new PortalReply.Ok("0", "", "s-2");

        var reply = await Call((session, _) => Answer(session == "s-1" ? refusal : new PortalReply.Ok("0", "")));

        Assert.IsType<PortalReply.Ok>(reply);
        Assert.Equal(2, _portal.Count("login"));
    }

    [Fact]
    public async Task A_refusal_of_a_fresh_session_is_believed()
    {
        var calls = 0;

        await Call((_, _) => Refuse(ref calls));

        Assert.Equal((1, 1), (calls, _portal.Count("login")));
    }

    [Fact]
    public async Task A_refusal_that_a_new_login_did_not_change_is_believed_for_a_while()
    {
        var calls = 0;
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));

        for (var dossier = 0; dossier < 5; dossier++)
        {
            Assert.IsType<PortalReply.Business>(await Call((_, _) => Refuse(ref calls)));
        }

        Assert.Equal((6, 2), (calls, _portal.Count("login")));
        _clock.Advance(TimeSpan.FromMinutes(1));
        await Call((_, _) => Refuse(ref calls));
        Assert.Equal((8, 3), (calls, _portal.Count("login")));
    }

    [Fact]
    public async Task A_refusal_under_an_ok_code_is_never_repeated()
    {
        var calls = 0;
        await Call((_, _) => Answer(new PortalReply.Ok("0", "")));

        await Call((_, _) =>
        {
            calls++;
            return Answer(new PortalReply.Business("0", "Cập nhật không thành công", PortalRefusal.Unknown));
        });

        Assert.Equal((1, 1), (calls, _portal.Count("login")));
    }

    private static Task<PortalReply> Refuse(ref int calls)
    {
        calls++;
        return Answer(new PortalReply.Business("-1", "Sai dữ liệu", PortalRefusal.Refused));
    }

    private static Task<PortalReply> Answer(PortalReply reply) => Task.FromResult(reply);

    private Task<PortalReply> Call(Func<string, CancellationToken, Task<PortalReply>> call) => _session.CallAsync(call, CancellationToken.None);
}
