using System.Text.Json.Nodes;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Xunit;

namespace Hub.ProcessTests.CommandLine;

/// <summary>Commands that reach the hub which runs on the data folder.</summary>
public sealed class RunningHubTests(Centre centre) : IClassFixture<Centre>
{
    [Fact]
    public async Task Events_are_sent_from_a_file_an_array_lines_and_standard_input()
    {
        using var folder = new TemporaryFolder();
        var story = new Story("000.00.01.H40-261118-6001").Received().Noted("Chuyển", 1).Status("processing", 2).Completed(3).Returned(4);
        var one = folder["one.json"];
        var array = folder["array.json"];
        var lines = folder["lines.ndjson"];
        await File.WriteAllTextAsync(one, story.Line(0));
        await File.WriteAllTextAsync(array, $"[{story.Line(1)}]");
        await File.WriteAllTextAsync(lines, story.Line(2) + "\n\n" + story.Line(3) + "\n");

        var (code, sent) = await centre.JsonAsync("send", one, array, lines);
        var (piped, output, _) = await HubProcess.RunAsync(centre.Environment, story.Line(4), ["send", "-", "--data", centre.Data, "--json"]);

        Assert.Equal((0, 4), (code, sent["accepted"]!.GetValue<int>()));
        Assert.Equal((0, 1), (piped, JsonNode.Parse(output)!["accepted"]!.GetValue<int>()));
        await Eventually.EqualAsync(10, () => centre.Twin.StatusAsync(story.Code));
        var (_, again) = await centre.JsonAsync("send", one);
        Assert.Equal(1, again["duplicates"]!.GetValue<int>());
        await File.WriteAllTextAsync(one, story.Line(0).Replace("\"channel\":\"online\"", "\"channel\":\"direct\"", StringComparison.Ordinal));
        Assert.Equal(1, (await centre.RunAsync("send", one, "--data", centre.Data)).ExitCode);
    }

    [Fact]
    public async Task A_paused_lane_keeps_what_comes_and_a_resumed_one_lets_it_go()
    {
        var story = new Story("000.00.01.H40-261118-6002").Received();
        var (code, paused) = await centre.JsonAsync("lanes", "pause", "national-portal", "--reason", "bảo trì");
        Assert.Equal((0, "paused"), (code, paused["state"]!.GetValue<string>()));

        await centre.PostAsync(story.Events);
        Assert.Equal((1, "paused"), ((await centre.LaneAsync("national-portal"))["waiting"]!.GetValue<int>(), (await centre.LaneAsync("national-portal"))["state"]!.GetValue<string>()));
        Assert.Equal(0, await centre.Twin.StatusAsync(story.Code));

        Assert.Equal(0, (await centre.JsonAsync("lanes", "resume", "national-portal")).ExitCode);
        await Eventually.EqualAsync(2, () => centre.Twin.StatusAsync(story.Code));
        Assert.DoesNotMatch("[0-9][.][0-9]{3}", (await centre.RunAsync("lanes", "--data", centre.Data)).Output);
        Assert.Equal(64, (await centre.RunAsync("lanes", "pause", "nowhere", "--data", centre.Data)).ExitCode);
    }

    [Fact]
    public async Task Dead_letters_are_counted_first_and_decided_by_id_or_by_filter()
    {
        using var folder = new TemporaryFolder();
        var stories = Enumerable.Range(1, 4).Select(n => new Story($"000.00.01.H40-261118-61{n:00}").Received().Status("ma-la", 1).Completed(2)).ToList();
        await centre.PostAsync(stories.SelectMany(story => story.Events));
        var ids = new List<string>();
        foreach (var story in stories)
        {
            ids.Add((await Eventually.FindAsync("a dead letter", async () =>
                (await centre.JsonAsync("dead-letters", "list", "--dossier", story.Code)).Json["deadLetters"]!.AsArray().FirstOrDefault()))["id"]!.GetValue<string>());
        }

        Assert.Equal("status-unmapped", (await centre.JsonAsync("dead-letters", "show", ids[0])).Json["code"]!.GetValue<string>());
        var body = folder["body.json"];
        await File.WriteAllTextAsync(body, """{"status":"processing"}""");
        Assert.Equal(0, (await centre.JsonAsync("dead-letters", "edit", ids[0], body)).ExitCode);
        Assert.Equal(0, (await centre.JsonAsync("dead-letters", "retry", ids[0])).ExitCode);
        await Eventually.EqualAsync(9, () => centre.Twin.StatusAsync(stories[0].Code));

        Assert.Equal("skipped", (await centre.JsonAsync("dead-letters", "skip", ids[1], "--reason", "trùng")).Json["state"]!.GetValue<string>());
        await Eventually.EqualAsync(9, () => centre.Twin.StatusAsync(stories[1].Code));

        var plan = await centre.JsonAsync("dead-letters", "retry", "--dossier", stories[2].Code);
        Assert.Equal((0, "planned", 1), (plan.ExitCode, plan.Json["state"]!.GetValue<string>(), plan.Json["planned"]!.GetValue<int>()));
        Assert.Equal(0, (await centre.JsonAsync("dead-letters", "retry", "--dossier", stories[2].Code, "--yes")).ExitCode);

        var (counted, output, _) = await centre.RunAsync("dead-letters", "discard", "--dossier", stories[3].Code, "--reason", "thử", "--data", centre.Data);
        Assert.Equal(0, counted);
        Assert.Contains("1 letters match", output, StringComparison.Ordinal);
        Assert.Equal("dead", (await centre.JsonAsync("dead-letters", "show", ids[3])).Json["state"]!.GetValue<string>());
        Assert.Equal(1, (await centre.JsonAsync("dead-letters", "discard", "--dossier", stories[3].Code, "--reason", "thử", "--yes")).Json["count"]!.GetValue<int>());
        await Eventually.EqualAsync(9, () => centre.Twin.StatusAsync(stories[3].Code));
        Assert.Equal(1, (await centre.JsonAsync("dead-letters", "discard", "--dossier", stories[2].Code, "--reason", "thử", "--yes")).Json["count"]!.GetValue<int>());
        Assert.Equal(64, (await centre.RunAsync("dead-letters", "show", "no-such", "--data", centre.Data)).ExitCode);
    }

    [Fact]
    public async Task The_doctor_finds_a_healthy_hub_well_and_says_when_the_portal_is_gone()
    {
        var (code, healthy) = await centre.JsonAsync("doctor");
        Assert.True(code == 0 && healthy["healthy"]!.GetValue<bool>(), healthy.ToJsonString());

        await centre.Twin.FaultAsync("portal", "maintenance", 1, 60);
        var (ill, findings) = await centre.JsonAsync("doctor");
        await centre.Twin.ClearFaultsAsync("portal");

        Assert.Equal(1, ill);
        Assert.Contains(findings["checks"]!.AsArray(), check => check!["check"]!.GetValue<string>() == "national-portal" && check["grade"]!.GetValue<string>() == "bad");
    }

    [Fact]
    public async Task A_second_hub_on_the_same_folder_is_refused()
    {
        var (code, _, errors) = await centre.RunAsync("serve", "--data", centre.Data, "--urls", "http://127.0.0.1:0");

        Assert.Equal(69, code);
        Assert.Contains("another hub process", errors, StringComparison.Ordinal);
        Assert.Contains(centre.Data, errors, StringComparison.Ordinal);
        Assert.Equal(0, (await centre.JsonAsync("lanes")).ExitCode);
    }

    [Fact]
    public async Task The_outside_finds_health_figures_and_problem_pages_under_their_names()
    {
        using var nobody = new Caller(centre.Address);

        Assert.Equal(200, (await nobody.SendAsync("GET", "health/ready")).Status);
        Assert.Equal(401, (await nobody.SendAsync("GET", "metrics")).Status);
        Assert.Contains("# TYPE hub_", (await centre.Operator.SendAsync("GET", "metrics")).Text, StringComparison.Ordinal);
        Assert.StartsWith("3.1", (await centre.Operator.GetAsync("openapi.json"))["openapi"]!.GetValue<string>(), StringComparison.Ordinal);
        var problem = JsonNode.Parse((await centre.Operator.SendAsync("GET", "dossiers/none")).Text)!["type"]!.GetValue<string>();
        Assert.StartsWith("/problems/", problem, StringComparison.Ordinal);
        Assert.Equal(200, (await nobody.SendAsync("GET", problem[1..])).Status);
    }
}
