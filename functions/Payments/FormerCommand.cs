using System.CommandLine;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.Payments;

/// <summary><c>hub import fees|open-lines FILE</c>: takes over what was open in the system before.</summary>
internal static class FormerCommand
{
    public static Command Fees() => Create("fees", "Nhận khoản thu còn mở của hệ thống cũ / take over open fees of the system before", "fees/import");

    public static Command OpenLines() => Create("open-lines", "Nhận tiền chưa khớp của hệ thống cũ / take over money that the system before had not placed", "payments/open-lines");

    private static Command Create(string name, string says, string path)
    {
        var file = new Argument<string>("FILE") { Description = "CSV, XLSX" };
        var trial = new Option<bool>("--dry-run") { Description = "Chỉ đọc và kiểm tra / read and judge, write nothing" };
        var command = new Command(name, says) { file, trial };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, mayCreate: true, ct);
            await using var stream = FileAnswers.Open(parse.GetRequiredValue(file));
            using var body = new StreamContent(stream);
            body.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            var answer = await hub.SendAsync(HttpMethod.Post, parse.GetValue(trial) ? $"{path}?dryRun=true" : path, body, ct);
            Output.Show(parse, answer, shown => Show(parse.GetRequiredValue(file), shown));
            return answer["refused"]!.AsArray().Count == 0 ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    private static void Show(string file, JsonNode answer)
    {
        foreach (var refusal in answer["refused"]!.AsArray())
        {
            Output.Error(FileAnswers.Line(file, refusal!));
        }

        Output.Line(($"{answer["added"]} mới, {answer["known"]} đã có, {answer["rows"]} dòng", $"{answer["added"]} new, {answer["known"]} known, {answer["rows"]} rows"));
    }
}
