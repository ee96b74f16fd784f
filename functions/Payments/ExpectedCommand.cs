using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.Payments;

/// <summary><c>hub statements expected</c>: which files must come from whom, and which days are missing.</summary>
internal static class ExpectedCommand
{
    public static Command Create() => new("statements", "Sao kê và tệp quyết toán / statements and settlement files") { Expected() };

    private static Command Expected()
    {
        var command = new Command("expected", "Tệp phải có và các ngày còn thiếu / the files that are expected, and the days that are missing");
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync("statements/expected", ct);
            Output.Show(parse, answer, Print);
            return answer["expected"]!.AsArray().All(source => source!["missing"]!.AsArray().Count == 0) ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    private static void Print(JsonNode answer) => Output.Table(
        ["tài khoản, thiết bị / account, terminal", "ngày / days", "đã có đến / covered until", "còn thiếu / missing", "chờ ngày / next day", "hạn / until"],
        answer["expected"]!.AsArray().Select(source => (IReadOnlyList<string>)
        [
            Output.Text(source?["source"]), Output.Text(source?["days"]), Output.Text(source?["covered"]), string.Join(' ', source!["missing"]!.AsArray().Select(day => Output.Text(day))),
            Output.Text(source["nextDay"]), Output.Text(source["nextUntil"]),
        ]));
}
