using System.Diagnostics;
using System.Net;
using Hub.Sandbox;
using Hub.Sandbox.NationalPortal;
using Xunit;

namespace Hub.UnitTests.Sandbox.NationalPortal;

public sealed class MagicCodeTests
{
    [Theory]
    [InlineData("0500", 500)]
    [InlineData("500", 500)]
    [InlineData("0503", 503)]
    [InlineData("503", 503)]
    [InlineData("0429", 429)]
    public async Task A_status_tail_answers_that_status_every_time(string tail, int status)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        for (var repeat = 0; repeat < 2; repeat++)
        {
            using var response = await twin.SendDossierAsync(A.Dossier(Code(tail)));
            Assert.Equal(status, (int)response.StatusCode);
            Assert.Equal(status == 429 ? TimeSpan.FromSeconds(2) : null, response.Headers.RetryAfter?.Delta);
        }

        Assert.Equal(0, await twin.EffectAsync("portal.dossier.created"));
    }

    [Theory]
    [InlineData("10503")]
    [InlineData("1503")]
    [InlineData("0504")]
    public async Task Other_tails_are_ordinary_codes(string tail)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        Assert.True(TwinServer.IsSuccess(await twin.StoreAsync(A.Dossier(Code(tail)))));
    }

    [Fact]
    public async Task Magic_can_be_switched_off()
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new SandboxOptions { Portal = new PortalTwinOptions { MagicCodes = false } });

        Assert.True(TwinServer.IsSuccess(await twin.StoreAsync(A.Dossier(Code("0503")))));
    }

    [Fact]
    public async Task Tail_0599_tears_the_connection_before_anything_is_applied()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier(Code("0599"))));
        await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier(Code("0599"))));

        Assert.Empty((await twin.LookUpAsync(Code("0599")))["result"]?.AsArray() ?? []);
        Assert.Equal(2, await twin.EffectAsync("portal.magic.torn"));
    }

    [Fact]
    public async Task Tail_0598_applies_and_then_tears_once_for_each_operation()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        var code = Code("0598");

        await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier(code)));
        var found = await twin.LookUpAsync(code);
        var updated = await twin.StoreAsync(A.Dossier(code, "4"), update: true);
        await Assert.ThrowsAsync<HttpRequestException>(() => twin.AppendAsync(A.Line(code: code)));
        var appended = await twin.AppendAsync(A.Line("20261121100000", code: code));

        Assert.Single(found["result"]!.AsArray());
        Assert.True(TwinServer.IsSuccess(updated));
        Assert.True(TwinServer.IsSuccess(appended));
        Assert.Equal(2, (await twin.DossierAsync(code))["progress"]!.AsArray().Count);
    }

    [Fact]
    public async Task Tail_0598_is_not_used_up_by_a_call_that_was_refused()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        await twin.StoreAsync(A.Dossier(Code("0598"), status: "99"));

        await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier(Code("0598"))));
    }

    [Fact]
    public async Task Tail_0597_answers_an_html_page_with_status_200()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        using var response = await twin.SendDossierAsync(A.Dossier(Code("0597")));

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal("text/html", response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task Tail_0596_is_refused_for_good_but_can_be_looked_up()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var reply = await twin.StoreAsync(A.Dossier(Code("0596")));
        var found = await twin.LookUpAsync(Code("0596"));

        Assert.Equal(-1, (int)reply["error_code"]!);
        Assert.StartsWith("Dữ liệu không hợp lệ: ", (string)reply["message"]!);
        Assert.Equal(0, (int)found["error_code"]!);
    }

    [Fact]
    public async Task Tail_0595_answers_after_three_seconds()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        var watch = Stopwatch.StartNew();

        var reply = await twin.StoreAsync(A.Dossier(Code("0595")));

        Assert.True(TwinServer.IsSuccess(reply));
        Assert.InRange(watch.Elapsed.TotalSeconds, 2.9, 30);
    }

    [Fact]
    public async Task Tail_0594_loses_the_session_once()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var lost = await twin.StoreAsync(A.Dossier(Code("0594")));
        var stillLost = await twin.LookUpAsync(A.Code);
        await twin.LogInAsync();
        var stored = await twin.StoreAsync(A.Dossier(Code("0594")));

        Assert.Contains("Session", (string)lost["message"]!);
        Assert.Contains("Session", (string)stillLost["message"]!);
        Assert.True(TwinServer.IsSuccess(stored));
    }

    private static string Code(string tail) => "000.00.01.H40-261121-" + tail;
}
