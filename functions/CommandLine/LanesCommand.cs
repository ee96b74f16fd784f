using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub lanes</c>: state, depth, oldest and rate of each lane; pause and resume.</summary>
internal static class LanesCommand
{
    public static Command Create()
    {
        var command = new Command("lanes", "Tình trạng các kênh / state of the lanes");
        command.SetAction(ListAsync);
        command.Subcommands.Add(Switch("pause", "Tạm dừng kênh / pause a lane"));
        command.Subcommands.Add(Switch("resume", "Mở lại kênh / let a lane run again"));
        return command;
    }

    private static async Task<int> ListAsync(ParseResult parse, CancellationToken ct)
    {
        await using var hub = await HubApi.OpenAsync(parse, ct);
        var answer = await hub.GetAsync("lanes", ct);
        Output.Show(parse, answer, a => Print((a["lanes"] as JsonArray ?? []).OfType<JsonNode>().ToList()));
        return ExitCode.Ok;
    }

    private static void Print(IReadOnlyList<JsonNode> lanes)
    {
        Output.Table(
            ["kênh / lane", "trạng thái / state", "chờ / waiting", "giữ / held", "hỏng / dead", "cũ nhất / oldest", "/s"],
            lanes.Select(lane => (IReadOnlyList<string>)
            [
                Output.Text(lane["lane"]), Output.Say(StateWords.Lane(Output.Text(lane["state"]))), Output.Text(lane["waiting"]), Output.Text(lane["held"]),
                Output.Text(lane["dead"]), Output.Text(lane["oldestAt"]), Rate(lane["ratePerSecond"]),
            ]));

        // Sentences would take the table apart.
        foreach (var lane in lanes.Where(lane => lane["reason"] is not null))
        {
            Output.Line($"{Output.Text(lane["lane"])}:");
            Output.Line(2, Bilingual.Parse(Output.Text(lane["reason"])));
        }
    }

    private static string Rate(JsonNode? perSecond) => perSecond is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{perSecond.GetValue<double>():0.##}");

    private static Command Switch(string verb, string description)
    {
        var lane = new Argument<string>("LANE") { Description = "Tên kênh / name of the lane" };
        var reason = new Option<string?>("--reason") { Description = "Lý do / why" };
        var command = new Command(verb, description) { lane, reason };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var body = parse.GetValue(reason) is { } why ? new JsonObject { ["reason"] = why } : new JsonObject();
            var answer = await hub.PostAsync($"lanes/{Uri.EscapeDataString(parse.GetRequiredValue(lane))}/{verb}", body, ct);
            Output.Show(parse, answer, a => Output.Line($"{Output.Text(a["lane"])}: {Output.Say(StateWords.Lane(Output.Text(a["state"])))}"));
            return ExitCode.Ok;
        });
        return command;
    }
}
