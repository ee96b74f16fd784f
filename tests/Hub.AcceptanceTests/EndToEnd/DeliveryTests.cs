using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.EndToEnd;

/// <summary>From a posted event to what the portal holds.</summary>
public sealed class DeliveryTests(Centre centre) : IClassFixture<Centre>
{
    [Theory]
    [InlineData(2, "")]
    [InlineData(3, "refused")]
    [InlineData(4, "processing")]
    [InlineData(5, "supplement-required")]
    [InlineData(6, "payment-required")]
    [InlineData(7, "withdrawn")]
    [InlineData(8, "stopped")]
    [InlineData(9, "completed")]
    [InlineData(10, "returned")]
    public async Task Each_status_stands_on_the_portal_with_its_progress_lines(int number, string status)
    {
        var story = new Story($"000.00.01.H40-261118-10{number:00}");
        story = status switch
        {
            "" => story.Received(),
            // Refused means that it was never taken in: the portal is told of the filing only.
            "refused" => story.Status("registered", 0).Status("refused", 1, new JsonObject { ["reason"] = "Không thuộc thẩm quyền" }).Received(30),
            "processing" => story.Received().Noted("Chuyển thụ lý", 1).Status(status, 2),
            "supplement-required" => story.Received().Supplement(2),
            "payment-required" => story.Received().Status(status, 2, new JsonObject { ["payment"] = new JsonObject { ["content"] = "Lệ phí", ["amount"] = 8000 } }),
            "completed" => story.Received().Status("processing", 1).Completed(2),
            "returned" => story.Received().Status("processing", 1).Completed(2).Returned(3),
            _ => story.Received().Status("processing", 1).Status(status, 2, new JsonObject { ["reason"] = "Theo đề nghị" }),
        };

        await centre.PostAsync(story.Events);

        await Eventually.EqualAsync(number, () => centre.Twin.StatusAsync(story.Code));
        await centre.SettledAsync();
        var held = (await centre.Twin.DossierAsync(story.Code))!;
        Assert.Equal((1, 0, 0), (held["created"]!.GetValue<int>(), held["doubledProgress"]!.GetValue<int>(), held["backwardMoves"]!.GetValue<int>()));
        var lines = held["progress"]!.AsArray().Select(line => line!["item"]!["TrangThai"]!.GetValue<string>()).ToList();
        Assert.Contains(number.ToString(System.Globalization.CultureInfo.InvariantCulture), lines);
        Assert.Equal(0, (await centre.LaneAsync("national-portal"))["dead"]!.GetValue<long>());
    }

    [Fact]
    public async Task A_filing_keeps_its_line_after_the_reception()
    {
        var story = new Story("000.00.01.H40-261118-1101").Status("registered", 0).Received(1);

        await centre.PostAsync(story.Events);

        await Eventually.EqualAsync(2, () => centre.Twin.StatusAsync(story.Code));
        await Eventually.EqualAsync("1 2", async () => string.Join(' ', (await LinesAsync(story.Code)).Select(line => line["TrangThai"]!.GetValue<string>())));
    }

    [Fact]
    public async Task Five_past_three_in_the_afternoon_stays_15_05_on_the_portal()
    {
        var story = new Story("000.00.01.H40-261118-1102").Received(6);

        await centre.PostAsync(story.Events);

        await Eventually.EqualAsync(2, () => centre.Twin.StatusAsync(story.Code));
        Assert.Equal("20261118150500", (await centre.Twin.DossierAsync(story.Code))!["item"]!["NgayTiepNhan"]!.GetValue<string>());
        await Eventually.EqualAsync("20261118150500", async () => string.Join(' ', (await LinesAsync(story.Code)).Select(line => line["ThoiDiemXuLy"]!.GetValue<string>())));
    }

    [Fact]
    public async Task A_supplement_and_result_papers_reach_the_portal()
    {
        var story = new Story("000.00.01.H40-261118-1103").Received().Status("processing", 1).Supplement(2)
            .Status("processing", 3, new JsonObject { ["supplementReceived"] = new JsonObject { ["id"] = "bs-1", ["receivedBy"] = "Trần Thị Demo", ["receivedAt"] = "2026-11-18T12:05:00+07:00" } })
            .Completed(4).ResultIssued("kq-2", 5);

        await centre.PostAsync(story.Events);

        await Eventually.HoldsAsync("both papers stand on the portal", async () =>
            (await centre.Twin.DossierAsync(story.Code))?["item"]?["DanhSachGiayToKetQua"] is JsonArray { Count: 2 });
        var held = (await centre.Twin.DossierAsync(story.Code))!;
        Assert.Single(held["item"]!["DanhSachHoSoBoSung"]!.AsArray());
        Assert.Equal("9", held["item"]!["TrangThaiHoSo"]!.GetValue<string>());
        var statuses = held["statuses"]!.AsArray().Select(s => s!["status"]!.GetValue<int>()).Distinct();
        Assert.Contains(5, statuses);
    }

    [Fact]
    public async Task Late_and_unordered_events_never_move_the_portal_back()
    {
        var story = new Story("000.00.01.H40-261118-1104").Received().Status("processing", 1).Noted("Thẩm định", 2).Completed(3).Returned(4);

        // Backwards, one request each, as counters behind a bad line would post them.
        await centre.Operator.JsonAsync("POST", "lanes/national-portal/pause");
        foreach (var e in story.Events.Reverse())
        {
            await centre.PostAsync(e);
        }

        await centre.Operator.JsonAsync("POST", "lanes/national-portal/resume");
        await Eventually.EqualAsync(10, () => centre.Twin.StatusAsync(story.Code));
        await centre.PostAsync(new Story(story.Code).Status("processing", 2, id: "late-1104").Events);
        await centre.SettledAsync();
        var held = (await centre.Twin.DossierAsync(story.Code))!;
        Assert.Equal((10, 0, 1, 0), (held["status"]!.GetValue<int>(), held["backwardMoves"]!.GetValue<int>(), held["created"]!.GetValue<int>(), held["doubledProgress"]!.GetValue<int>()));
    }

    [Fact]
    public async Task A_repeat_is_a_duplicate_and_another_content_a_conflict()
    {
        var story = new Story("000.00.01.H40-261118-1105").Received().Status("processing", 1);
        await centre.PostAsync(story.Events);

        var again = await centre.PostAsync(story.Events);
        var other = await centre.PostAsync(new Story("000.00.01.H40-261118-1106").Received(id: "000.00.01.H40-261118-1105#1").Events);

        Assert.Equal((0, 2), (again["accepted"]!.GetValue<int>(), again["duplicates"]!.GetValue<int>()));
        Assert.Equal(409, other["rejected"]![0]!["problem"]!["status"]!.GetValue<int>());
        await centre.SettledAsync();
        Assert.Equal(0, await centre.Twin.EffectAsync("portal.progress.doubled"));
        Assert.Null(await centre.Twin.DossierAsync("000.00.01.H40-261118-1106"));
    }

    private async Task<IReadOnlyList<JsonNode>> LinesAsync(string code) =>
        [.. (await centre.Twin.DossierAsync(code))!["progress"]!.AsArray().Select(line => line!["item"]!)];
}
