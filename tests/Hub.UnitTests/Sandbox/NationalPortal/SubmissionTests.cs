using System.Collections.Concurrent;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.UnitTests.Sandbox.NationalPortal;

public sealed class SubmissionTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<(string Path, string? Authorization, JsonObject Body)> _received = new();
    private WebApplication _hub = null!;

    private string Target => _hub.Urls.First() + "/inbound/";

    public async Task InitializeAsync()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls("http://127.0.0.1:0");
        builder.Services.AddRoutingCore();
        _hub = builder.Build();
        _hub.UseRouting();
        _hub.MapPost("/inbound/{kind}", async (HttpContext context) =>
        {
            var body = (await JsonSerializer.DeserializeAsync<JsonObject>(context.Request.Body))!;
            _received.Enqueue((context.Request.Path, context.Request.Headers.Authorization, body));
            await context.Response.WriteAsync("""{"error_code":0,"message":"ok"}""");
        });
        await _hub.StartAsync();
    }

    public async Task DisposeAsync()
    {
        await _hub.StopAsync();
        await _hub.DisposeAsync();
    }

    [Theory]
    [InlineData("nhanhsdvcqg", "MaTTHC")]
    [InlineData("addtthcKhuyenMai", "TenThuongNhan")]
    [InlineData("nhantbthuedvcqg", "SoTien")]
    public async Task The_portal_posts_each_kind_to_its_own_path(string kind, string field)
    {
        await using var twin = await TwinServer.StartAsync();

        var answers = await SubmitAsync(twin, new() { ["kind"] = kind, ["count"] = 2, ["headers"] = new JsonObject { ["Authorization"] = "Bearer demo" } });

        Assert.Equal([200, 200], answers.Select(answer => (int)answer!["status"]!));
        Assert.Equal("""{"error_code":0,"message":"ok"}""", (string)answers[0]!["body"]!);
        Assert.All(_received, call => Assert.Equal(("/inbound/" + kind, "Bearer demo"), (call.Path, call.Authorization)));
        Assert.All(_received, call => Assert.NotEmpty((string)call.Body[field]!));
        Assert.Equal(answers.Select(answer => (string)answer!["maHoSo"]!), _received.Select(call => (string)call.Body["MaHoSo"]!));
        Assert.Equal(2, _received.Select(call => (string)call.Body["MaHoSo"]!).Distinct().Count());
        Assert.All(_received, call => Assert.False(call.Body.ContainsKey("refId")));
        Assert.Equal(2, await twin.EffectAsync("portal.submission.sent"));
    }

    [Fact]
    public async Task A_given_dossier_goes_out_as_it_is()
    {
        await using var twin = await TwinServer.StartAsync();

        await SubmitAsync(twin, new() { ["kind"] = "nhanhsdvcqg", ["dossier"] = A.Dossier() });

        Assert.True(JsonNode.DeepEquals(A.Dossier(), Assert.Single(_received).Body));
    }

    [Fact]
    public async Task The_same_seed_sends_the_same_references_again()
    {
        await using var twin = await TwinServer.StartAsync();

        await SubmitAsync(twin, new() { ["kind"] = "nhanhsdvcqg", ["seed"] = 5 });
        await SubmitAsync(twin, new() { ["kind"] = "nhanhsdvcqg", ["seed"] = 5 });

        var calls = _received.ToArray();
        Assert.Equal((string)calls[0].Body["MaHoSo"]!, (string)calls[1].Body["MaHoSo"]!);
    }

    [Fact]
    public async Task A_promotion_that_was_filed_is_known_and_takes_its_status()
    {
        await using var twin = await TwinServer.StartWithSessionAsync();
        var code = (string)(await SubmitAsync(twin, new() { ["kind"] = "addtthcKhuyenMai" }))[0]!["maHoSo"]!;
        Assert.Equal("1", (string)(await twin.LookUpAsync(code))["result"]![0]!["TrangThaiHoSo"]!);

        var told = await TellAsync(twin, code, "11");

        Assert.True(TwinServer.IsSuccess(told));
        Assert.Equal("11", (string)(await twin.LookUpAsync(code))["result"]![0]!["TrangThaiHoSo"]!);
        var filing = await twin.ControlAsync("/portal/filings/" + code);
        Assert.Equal((true, "11", 1), ((bool)filing["isFiledHere"]!, (string)filing["status"]!, filing["told"]!.AsArray().Count));
        Assert.Equal((1, 0), (await twin.EffectAsync("portal.filing.status"), await twin.EffectAsync("portal.filing.status-unknown")));
    }

    [Theory]
    [InlineData("3", "2")]
    [InlineData("12", "2")]
    [InlineData("9", "1")]
    public async Task A_promotions_status_is_refused_by_another_table_or_type(string status, string type)
    {
        await using var twin = await TwinServer.StartWithSessionAsync();

        Assert.Contains("không hợp lệ", (string)(await TellAsync(twin, "KM-1", status, type))["message"]!);

        Assert.Equal(0, await twin.EffectAsync("portal.filing.status"));
    }

    [Fact]
    public async Task A_hub_that_is_away_is_reported_and_not_thrown()
    {
        await using var twin = await TwinServer.StartAsync();
        var target = Target;
        await _hub.StopAsync();

        var answers = (await twin.ControlAsync("/portal/submissions", new() { ["kind"] = "nhanhsdvcqg", ["target"] = target }))["results"]!.AsArray();

        Assert.Equal(0, (int)answers.Single()!["status"]!);
        Assert.NotEmpty((string)answers.Single()!["error"]!);
    }

    private static Task<JsonObject> TellAsync(TwinServer twin, string code, string status, string type = "2") => twin.CallAsync("DongBoTrangThaiHoSo", new()
    {
        ["type"] = type,
        ["data"] = new JsonObject { ["TrangThai"] = status, ["MaHoSo"] = code, ["MaHoSoDonVi"] = code, ["MaDoiTuong"] = null, ["NoiDung"] = "Xong", ["NgayXuLy"] = "20261121093000", ["TaiLieuXuLy"] = new JsonArray() },
    });

    private async Task<JsonArray> SubmitAsync(TwinServer twin, JsonObject request) =>
        (await twin.ControlAsync("/portal/submissions", request.With("target", Target)))["results"]!.AsArray();
}
