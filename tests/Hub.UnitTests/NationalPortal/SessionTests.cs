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

    public SessionTests() => _session = new PortalSession(_portal, new NationalPortalOptions(), new ManualClock(), NullLogger<PortalSession>.Instance);

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

    private static Task<PortalReply> Answer(PortalReply reply) => Task.FromResult(reply);

    private Task<PortalReply> Call(Func<string, CancellationToken, Task<PortalReply>> call) => _session.CallAsync(call, CancellationToken.None);
}
