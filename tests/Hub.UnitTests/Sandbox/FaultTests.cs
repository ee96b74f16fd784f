using System.Diagnostics;
using System.Net;
using System.Text.Json.Nodes;
using Hub.Sandbox;
using Xunit;

namespace Hub.UnitTests.Sandbox;

public sealed class FaultTests
{
    [Theory]
    [InlineData("""{"kind":"5xx"}""", 503)]
    [InlineData("""{"kind":"5xx","status":502}""", 502)]
    [InlineData("""{"kind":"429"}""", 429)]
    [InlineData("""{"kind":"html"}""", 200)]
    [InlineData("""{"kind":"maintenance","seconds":120}""", 503)]
    public async Task A_fault_answers_html_to_logins_and_calls(string fault, int status)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        await twin.FaultAsync(fault);
        using var login = await twin.PostAsync("/portal/mapi/login", """{"username":"demo","password":"demo-password"}""");
        using var call = await twin.SendDossierAsync(A.Dossier());

        Assert.Equal((status, status), ((int)login.StatusCode, (int)call.StatusCode));
        Assert.Equal("text/html", call.Content.Headers.ContentType!.MediaType);
        Assert.Equal(0, await twin.EffectAsync("portal.dossier.created"));
    }

    [Fact]
    public async Task Maintenance_says_when_it_ends_and_ends_then()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.FaultAsync("""{"kind":"maintenance","seconds":120}""");

        using var during = await twin.SendAsync("LayDanhSachTTHC");
        await twin.AdvanceAsync(121);
        using var after = await twin.SendAsync("LayDanhSachTTHC");

        Assert.InRange(during.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 100, 120);
        Assert.Equal("application/json", after.Content.Headers.ContentType!.MediaType);
        Assert.Empty((await twin.ControlAsync("/portal/faults"))["faults"]!.AsArray());
    }

    [Fact]
    public async Task A_torn_connection_applies_nothing()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.FaultAsync("""{"kind":"torn"}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier()));

        Assert.Equal(0, await twin.EffectAsync("portal.dossier.created"));
    }

    [Fact]
    public async Task An_applied_call_can_lose_its_answer()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.FaultAsync("""{"kind":"applied-no-answer","operations":["DongBoHoSoMC"]}""");

        await Assert.ThrowsAsync<HttpRequestException>(() => twin.SendDossierAsync(A.Dossier()));

        Assert.Single((await twin.LookUpAsync(A.Code))["result"]!.AsArray());
    }

    [Fact]
    public async Task A_lost_session_is_gone_until_the_next_login()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.FaultAsync("""{"kind":"session-loss"}""");

        var lost = await twin.LookUpAsync(A.Code);
        using var cleared = await twin.Http.DeleteAsync("/_twin/portal/faults");
        var still = await twin.LookUpAsync(A.Code);
        await twin.LogInAsync();
        var back = await twin.LookUpAsync(A.Code);

        Assert.Equal([-1, -1, 0], [(int)lost["error_code"]!, (int)still["error_code"]!, (int)back["error_code"]!]);
    }

    [Fact]
    public async Task Latency_delays_and_then_answers()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.FaultAsync("""{"kind":"latency","latencyMs":300}""");
        var watch = Stopwatch.StartNew();

        var reply = await twin.StoreAsync(A.Dossier());

        Assert.True(TwinServer.IsSuccess(reply));
        Assert.InRange(watch.ElapsedMilliseconds, 280, 20_000);
    }

    [Fact]
    public async Task A_fault_of_some_operations_leaves_the_others_alone()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        await twin.FaultAsync("""{"kind":"5xx","operations":["TraCuuHoSo"]}""");

        using var hit = await twin.SendAsync("TraCuuHoSo", new() { ["mahoso"] = A.Code });
        var spared = await twin.StoreAsync(A.Dossier());

        Assert.Equal(HttpStatusCode.ServiceUnavailable, hit.StatusCode);
        Assert.True(TwinServer.IsSuccess(spared));
    }

    [Fact]
    public async Task The_same_seed_hits_the_same_calls()
    {
        var first = await HitsAsync(7);
        var again = await HitsAsync(7);
        var other = await HitsAsync(8);

        Assert.Equal(first, again);
        Assert.NotEqual(first, other);
        Assert.InRange(first.Count(hit => hit), 15, 45);
    }

    [Fact]
    public async Task A_reset_starts_the_same_script_anew()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var first = await HitsAsync(twin);
        await twin.ControlAsync("/reset", []);
        await twin.LogInAsync();
        var second = await HitsAsync(twin);

        Assert.Equal(first, second);
    }

    [Fact]
    public async Task Active_faults_are_listed_with_their_hits()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        var added = await twin.FaultAsync("""{"kind":"5xx","share":0.5,"seconds":60}""");
        await twin.FaultAsync("""{"kind":"latency","latencyMs":1}""");
        await twin.LookUpRawAsync();
        var listed = (await twin.ControlAsync("/portal/faults"))["faults"]!.AsArray();

        Assert.Equal(2, listed.Count);
        Assert.Equal((string)added["id"]!, (string)listed[0]!["id"]!);
        Assert.Equal(("5xx", 0.5, 1L), ((string)listed[0]!["kind"]!, (double)listed[0]!["share"]!, (long)listed[0]!["calls"]!));
        Assert.Equal(1, (long)listed[1]!["hits"]!);
        Assert.Equal(1, await twin.EffectAsync("portal.fault.latency"));
    }

    [Theory]
    [InlineData("""{"kind":"flood"}""")]
    [InlineData("""{"kind":"refusal"}""")]
    [InlineData("""{"kind":"5xx","share":1.5}""")]
    [InlineData("""{"kind":"5xx","status":404}""")]
    [InlineData("""{"kind":"latency","latencyMs":-1}""")]
    [InlineData("""{"kind":"5xx","share":"half"}""")]
    [InlineData("not json")]
    public async Task A_fault_that_makes_no_sense_is_refused(string fault)
    {
        await using var twin = await TwinServer.StartAsync();
        using var content = new StringContent(fault, System.Text.Encoding.UTF8, "application/json");

        using var response = await twin.Http.PostAsync("/_twin/portal/faults", content);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
        Assert.NotEmpty((string)JsonNode.Parse(await response.Content.ReadAsStringAsync())!["detail"]!);
    }

    private static async Task<List<bool>> HitsAsync(int seed)
    {
        await using var twin = await TwinServer.StartWithSessionAsync(new SandboxOptions { Seed = seed });
        return await HitsAsync(twin);
    }

    private static async Task<List<bool>> HitsAsync(TwinServer twin)
    {
        await twin.FaultAsync("""{"kind":"5xx","share":0.3}""");
        var hits = new List<bool>();
        for (var call = 0; call < 100; call++)
        {
            using var response = await twin.SendAsync("LayDanhMucLinhVuc");
            hits.Add(response.StatusCode == HttpStatusCode.ServiceUnavailable);
        }

        return hits;
    }
}
