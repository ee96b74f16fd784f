using System.Net;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;
using Xunit;

namespace Hub.UnitTests.Sandbox.NationalPortal;

public sealed class PortalSessionTests
{
    [Fact]
    public async Task A_login_opens_a_session_that_the_gateway_accepts()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.LookUpAsync("khong-co");

        Assert.Equal(0, (int)reply["error_code"]!);
        Assert.Empty(reply["result"]!.AsArray());
        Assert.Equal(1, await twin.EffectAsync("portal.login"));
    }

    [Fact]
    public async Task Wrong_credentials_are_a_business_error()
    {
        await using var twin = await TwinServer.StartAsync();

        var reply = await TwinServer.ReadAsync(await twin.PostAsync("/portal/mapi/login", """{"username":"demo","password":"sai"}"""));

        Assert.Equal(-1, (int)reply["error_code"]!);
        Assert.Null(reply["session"]);
        Assert.Equal(1, await twin.EffectAsync("portal.login.refused"));
    }

    [Fact]
    public async Task A_session_ends_after_its_lifetime_on_the_twins_clock()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        await twin.AdvanceAsync(29 * 60);
        var alive = await twin.LookUpAsync(A.Code);
        await twin.AdvanceAsync(2 * 60);
        var dead = await twin.LookUpAsync(A.Code);

        Assert.Equal("Thành công", (string)alive["message"]!);
        Assert.Equal("Session không hợp lệ hoặc đã hết hạn", (string)dead["message"]!);
        Assert.Equal(1, await twin.EffectAsync("portal.session.refused"));
    }

    [Fact]
    public async Task A_session_can_be_good_for_a_number_of_calls_only()
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new SandboxOptions { Portal = new PortalTwinOptions { CallsPerSession = 2 } });

        await twin.LookUpAsync(A.Code);
        var second = await twin.LookUpAsync(A.Code);
        var third = await twin.LookUpAsync(A.Code);

        Assert.Equal(0, (int)second["error_code"]!);
        Assert.Equal(-1, (int)third["error_code"]!);
    }

    [Fact]
    public async Task A_call_without_a_session_is_refused()
    {
        await using var twin = await TwinServer.StartAsync();

        var reply = await twin.LookUpAsync(A.Code);

        Assert.Equal(-1, (int)reply["error_code"]!);
    }

    [Fact]
    public async Task A_call_without_the_provinces_unit_is_refused()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.CallAsync("LayDanhSachTTHC", new() { ["madonvi"] = "" });

        Assert.Contains("madonvi", (string)reply["message"]!);
    }

    [Fact]
    public async Task An_unknown_service_is_refused()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.CallAsync("KhongCo");

        Assert.Equal(-1, (int)reply["error_code"]!);
        Assert.Equal(1, await twin.EffectAsync("portal.operation.unknown"));
    }

    [Theory]
    [InlineData("/portal/mapi/login", "VN:GOV:sai")]
    [InlineData("/portal/mapi/login", null)]
    [InlineData("/portal/mapi/g", null)]
    public async Task A_wrong_or_missing_dstcode_meets_the_adapters_html_page(string path, string? dstCode)
    {
        await using var twin = await TwinServer.StartAsync();

        using var response = await twin.PostAsync(path, "{}", dstCode);

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task The_dstcode_may_stand_in_the_query()
    {
        await using var twin = await TwinServer.StartAsync();
        var path = "/portal/mapi/login?dstcode=" + Uri.EscapeDataString(TwinServer.DstCode);

        using var response = await twin.PostAsync(path, """{"username":"demo","password":"demo-password"}""", dstCode: null);

        Assert.Equal("application/json; charset=utf-8", response.Content.Headers.ContentType!.ToString());
        Assert.NotEmpty((string)(await TwinServer.ReadAsync(response))["session"]!);
    }

    [Fact]
    public async Task The_paths_are_settings()
    {
        var options = new PortalTwinOptions { LoginPath = "/VXPAdapter/RestService/forward/mapi/login", GatewayPath = "/VXPAdapter/RestService/forward/mapi/g" };
        await using var twin = await TwinServer.StartAsync(new SandboxOptions { Portal = options });

        var reply = await TwinServer.ReadAsync(await twin.PostAsync(options.LoginPath, """{"username":"demo","password":"demo-password"}"""));

        Assert.NotNull(reply["session"]);
    }

    [Fact]
    public async Task A_body_over_the_limit_is_not_read()
    {
        await using var twin = await TwinServer.StartAsync(new SandboxOptions { Portal = new PortalTwinOptions { MaxBodyBytes = 10_000 } });

        using var response = await twin.PostAsync("/portal/mapi/g", $$"""{"service":"{{new string('x', 20_000)}}"}""");

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, response.StatusCode);
    }

    [Fact]
    public async Task A_body_that_is_not_json_meets_the_adapters_html_page()
    {
        await using var twin = await TwinServer.StartAsync();

        using var response = await twin.PostAsync("/portal/mapi/g", "<xml/>");

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.Equal(1, await twin.EffectAsync("portal.adapter.refused"));
    }

    [Theory]
    [InlineData("portal/mapi/login")]
    [InlineData("/portal/mapi/g")]
    public void Wrong_paths_stop_the_start(string loginPath)
    {
        var options = new SandboxOptions { Portal = new PortalTwinOptions { LoginPath = loginPath } };

        Assert.Throws<ArgumentException>(() => SandboxHost.Build(options));
    }
}
