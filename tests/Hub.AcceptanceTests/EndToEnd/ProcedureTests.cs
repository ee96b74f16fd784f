using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.EndToEnd;

/// <summary>The portal's procedures reach the catalogue and the case system; the centre's offers reach the portal.</summary>
public sealed class ProcedureTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task What_the_portal_adds_changes_and_withdraws_is_kept_with_history_and_told()
    {
        var first = await centre.Operator.JsonAsync("POST", "procedures/sync");
        Assert.True(first["added"]!.GetValue<int>() > 40, first.ToJsonString());

        await centre.Twin.Http.JsonAsync("POST", "_twin/portal/procedures", JsonNode.Parse("""
            {"upsert":[{"code":"9.999001","name":"Thủ tục mới","fieldCode":"G15-TP07","fieldName":"Hộ tịch"},{"code":"1.000656","name":"Đăng ký khai tử (mới)"}],"withdraw":["1.000689"]}
            """));
        var second = await centre.Operator.JsonAsync("POST", "procedures/sync");

        Assert.Equal((1, 1, 1), (second["added"]!.GetValue<int>(), second["changed"]!.GetValue<int>(), second["withdrawn"]!.GetValue<int>()));
        var told = (await FeedAsync()).Where(e => e["type"]!.GetValue<string>() == "vn.onestop.procedure.changed.v1").ToList();
        Assert.Contains(told, e => Is(e, "9.999001", "added"));
        Assert.Contains(told, e => Is(e, "1.000656", "changed"));
        Assert.Contains(told, e => Is(e, "1.000689", "withdrawn"));
        Assert.Equal("Đăng ký khai tử (mới)", (await centre.Operator.GetAsync("procedures/1.000656"))["name"]!.GetValue<string>());
        var history = (await centre.Operator.GetAsync("procedures/1.000656/history"))["changes"]!.AsArray();
        Assert.Equal(["changed", "added"], history.Select(change => change!["kind"]!.GetValue<string>()));
        var third = await centre.Operator.JsonAsync("POST", "procedures/sync");
        Assert.Equal((0, 0, 0), (third["added"]!.GetValue<int>(), third["changed"]!.GetValue<int>(), third["withdrawn"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_offer_goes_to_the_portal_and_its_state_comes_back()
    {
        await centre.PostAsync(JsonNode.Parse($$"""
            {"specversion":"1.0","id":"offer-1","source":"{{Story.Source}}","type":"vn.onestop.procedure.integration-proposed.v1","subject":"1.000656","time":"2026-11-18T09:05:00+07:00",
             "data":{"procedure":{"code":"1.000656"},"serviceLevel":"full"} }
            """)!.AsObject());

        await Eventually.EqualAsync(1, () => centre.Twin.EffectAsync("portal.integration.proposed"));
        var state = await Eventually.FindAsync("the offer's state", async () =>
            (await centre.Operator.GetAsync("procedures/integrations"))["integrations"]!.AsArray().FirstOrDefault(i => i!["procedureCode"]!.GetValue<string>() == "1.000656"));
        Assert.Contains(state["state"]!.GetValue<string>(), new[] { "proposed", "testing", "integrated" });
    }

    [Fact]
    public async Task A_submission_on_the_portal_is_answered_0_then_1_and_told_once()
    {
        var request = new JsonObject
        {
            ["kind"] = "nhanhsdvcqg",
            ["target"] = centre.Address + "portal/",
            ["dossier"] = new JsonObject { ["MaHoSo"] = "G15.10-261118-0001", ["MaTTHC"] = "1.000656", ["ChuHoSo"] = "Nguyễn Văn Demo" },
            ["headers"] = new JsonObject { ["Authorization"] = "Bearer " + centre.Key("portal") },
        };

        var first = await SubmitAsync(request);
        var second = await SubmitAsync(request);

        Assert.Equal((200, 0), (first.Status, first.Body["error_code"]!.GetValue<int>()));
        Assert.Equal("""{"error_code":1,"message":"G15.10-261118-0001| duplicate refId"}""", second.Body.ToJsonString());
        var told = Assert.Single(await FeedAsync(), e => e["subject"]?.GetValue<string>() == "G15.10-261118-0001");
        Assert.Equal("vn.onestop.dossier.submitted-online.v1", told["type"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_sales_promotion_is_filed_taken_in_and_refused_on_the_portal()
    {
        var request = new JsonObject
        {
            ["kind"] = "addtthcKhuyenMai",
            ["target"] = centre.Address + "XrdAdapter/RestService/forward/",
            ["headers"] = new JsonObject { ["Authorization"] = "Bearer " + centre.Key("portal") },
        };
        var answer = (await centre.Twin.Http.JsonAsync("POST", "_twin/portal/submissions", request))["results"]![0]!;
        var code = answer["maHoSo"]!.GetValue<string>();
        Assert.Contains("\"error_code\":0", answer["body"]!.ToString(), StringComparison.Ordinal);

        foreach (var told in new Story(code).Received(procedure: "2.000033").Status("refused", 5, new JsonObject { ["reason"] = "Thiếu thể lệ" }).Events)
        {
            await centre.PostAsync(told);
        }

        var filing = await Eventually.FindAsync("the refusal", async () =>
            await centre.Twin.Http.JsonAsync("GET", "_twin/portal/filings/" + code) is { } shown && shown["status"]!.GetValue<string>() == "11" ? shown : null);
        Assert.Equal(("Thiếu thể lệ", code), (filing["told"]!.AsArray()[^1]!["item"]!["NoiDung"]!.GetValue<string>(), filing["told"]!.AsArray()[^1]!["item"]!["MaHoSoDonVi"]!.GetValue<string>()));
        Assert.Equal(0, await centre.Twin.EffectAsync("portal.filing.status-unknown"));
    }

    private async Task<(int Status, JsonNode Body)> SubmitAsync(JsonObject request)
    {
        var result = (await centre.Twin.Http.JsonAsync("POST", "_twin/portal/submissions", request))["results"]![0]!;
        return (result["status"]!.GetValue<int>(), result["body"] is JsonValue text ? JsonNode.Parse(text.GetValue<string>())! : result["body"]!);
    }

    private async Task<IReadOnlyList<JsonNode>> FeedAsync()
    {
        var events = new List<JsonNode>();
        for (long after = 0; ;)
        {
            var page = await centre.CaseSystem.GetAsync($"feed?after={after}&limit=500");
            if (page["events"]!.AsArray().Count == 0)
            {
                return events;
            }

            events.AddRange(page["events"]!.AsArray().Select(e => e!));
            after = page["next"]!.GetValue<long>();
        }
    }

    private static bool Is(JsonNode e, string code, string kind) => e["subject"]!.GetValue<string>() == code && e["data"]!["change"]?.GetValue<string>() == kind;
}
