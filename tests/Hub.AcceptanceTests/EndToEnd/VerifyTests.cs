using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.EndToEnd;

/// <summary><c>hub verify</c> against a portal that somebody else changed, and one that forgot.</summary>
public sealed class VerifyTests(Centre centre) : IClassFixture<Centre>
{
    private static readonly string[] Contract = ["compared", "missing", "stale", "unknown", "coverage"];

    [Fact]
    public async Task It_finds_what_differs_and_heals_it()
    {
        var stories = Enumerable.Range(1, 3).Select(n => new Story($"000.00.01.H40-261118-40{n:00}").Received().Status("processing", 1)).ToList();
        await centre.PostAsync(stories.SelectMany(story => story.Events));
        foreach (var story in stories)
        {
            await Eventually.EqualAsync(4, () => centre.Twin.StatusAsync(story.Code));
        }

        await centre.SettledAsync();
        var (code, report) = await centre.JsonAsync("verify");
        Assert.Equal((0, 3, 1.0), (code, report["compared"]!.GetValue<int>(), report["coverage"]!.GetValue<double>()));
        Assert.All(Contract, name => Assert.NotNull(report[name]));
        Assert.All(["missing", "stale", "unknown"], name => Assert.Empty(report[name]!.AsArray()));

        var altered = (await centre.Twin.DossierAsync(stories[0].Code))!["item"]!.DeepClone().AsObject();
        altered["ChuHoSo"] = "Trần Thị Thử";
        altered["TrangThaiHoSo"] = "2";
        await centre.Twin.CallAsync("DongBoHoSoMC", new JsonObject { ["isUpdating"] = "True", ["data"] = new JsonArray(altered) });
        Assert.Equal(2, await centre.Twin.StatusAsync(stories[0].Code));

        (code, report) = await centre.JsonAsync("verify");
        Assert.Equal(1, code);
        var stale = Assert.Single(report["stale"]!.AsArray())!;
        Assert.Equal(stories[0].Code, stale["code"]!.GetValue<string>());
        Assert.Contains("ChuHoSo", stale["fields"]!.AsArray().Select(f => f!.GetValue<string>()));

        (code, _) = await centre.JsonAsync("verify", "--heal");
        Assert.Equal(1, code);
        await HealthyAsync();
        Assert.Equal(4, await centre.Twin.StatusAsync(stories[0].Code));
        Assert.NotEqual("Trần Thị Thử", (await centre.Twin.DossierAsync(stories[0].Code))!["item"]!["ChuHoSo"]!.GetValue<string>());

        await centre.Twin.Http.JsonAsync("POST", "_twin/reset");
        (code, report) = await centre.JsonAsync("verify");
        Assert.Equal((1, 3), (code, report["missing"]!.AsArray().Count));
        await centre.JsonAsync("verify", "--heal");
        await HealthyAsync();
        foreach (var story in stories)
        {
            var held = (await centre.Twin.DossierAsync(story.Code))!;
            Assert.Equal((4, 1, 0), (held["status"]!.GetValue<int>(), held["created"]!.GetValue<int>(), held["doubledProgress"]!.GetValue<int>()));
            Assert.Equal(2, held["progress"]!.AsArray().Count);
        }
    }

    private Task HealthyAsync() => Eventually.HoldsAsync("portal and centre agree", async () =>
    {
        await centre.SettledAsync();
        return (await centre.JsonAsync("verify")).ExitCode == 0;
    });
}
