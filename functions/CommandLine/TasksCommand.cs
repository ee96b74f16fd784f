using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core.Parties;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub tasks</c>: the work list; what waits for a person, by its deadline, and how each is ended with its result.</summary>
internal static class TasksCommand
{
    public static Command Create()
    {
        var ended = new Option<bool>("--ended") { Description = "Việc đã xong / those that were ended" };
        var kind = new Option<string?>("--kind") { Description = "Loại việc / kind" };
        var dossier = new Option<string?>("--dossier") { Description = "Mã hồ sơ / dossier code" };
        var limit = new Option<int>("--limit") { Description = "Số việc / tasks", DefaultValueFactory = _ => 100, Validators = { GlobalOptions.Between("--limit", 1, 1000) } };
        var command = new Command("tasks", "Việc cần xử lý, việc gấp trước / what waits for a person, the most urgent first") { ended, kind, dossier, limit };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var filter = $"limit={parse.GetValue(limit)}{(parse.GetValue(ended) ? "&ended=true" : "")}{Named("kind", parse.GetValue(kind))}{Named("dossier", parse.GetValue(dossier))}";
            Output.Show(parse, await hub.GetAsync($"tasks?{filter}", ct), answer => Print(GlobalOptions.Wings(parse).Parties, answer));
            return ExitCode.Ok;
        });
        command.Subcommands.Add(Show());
        command.Subcommands.Add(End());
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var command = new Command("show", "Xem một việc và cách xử lý / show one, and what to do about it") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"tasks/{Uri.EscapeDataString(parse.GetRequiredValue(id))}", ct), answer => PrintWhole(GlobalOptions.Wings(parse).Parties, answer));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command End()
    {
        var id = Id();
        var result = new Option<string>("--result") { Description = "Kết quả, không có dữ liệu cá nhân / what was done, no personal data", Required = true };
        var command = new Command("end", "Kết thúc việc với kết quả / end a task with its result") { id, result };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var body = new JsonObject { ["result"] = parse.GetRequiredValue(result) };
            Output.Show(parse, await hub.PostAsync($"tasks/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/end", body, ct), answer => Print(GlobalOptions.Wings(parse).Parties, answer));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Id() => new("ID") { Description = "id của việc / the task's id" };

    private static string Named(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    // One task or a list of them; its sentences are too long for a table.
    private static void Print(PartyList parties, JsonNode answer)
    {
        if (answer["tasks"] is not JsonArray tasks)
        {
            PrintOne(parties, answer);
            return;
        }

        foreach (var task in tasks)
        {
            PrintOne(parties, task!);
        }

        Output.Line(answer["next"] is null
            ? ($"{tasks.Count} việc", $"{tasks.Count} tasks")
            : ($"{tasks.Count} việc đầu; còn nữa, dùng --limit", $"the first {tasks.Count}; there are more, use --limit"));
    }

    private static void PrintWhole(PartyList parties, JsonNode task)
    {
        PrintOne(parties, task);
        if (task["dossier"] is { } dossier)
        {
            Output.Line($"  hub dossier {Output.Text(dossier)}");
        }

        foreach (var line in Runbook.Lines(Output.Text(task["kind"]), Output.Language, Output.Terminal.Width))
        {
            Output.Line(line);
        }

        if (task["endedAt"] is null)
        {
            Output.Line("");
            Output.Line($"  hub tasks end {Output.Text(task["id"])} --result …");
        }
    }

    private static void PrintOne(PartyList parties, JsonNode task)
    {
        var party = parties.OfRole(Output.Text(task["owner"]));
        var due = Output.Text(task["dueAt"]);
        Output.Line(Output.Text(task["id"]));
        Output.Line($"  {Output.Text(task["kind"])}  {Output.Text(task["subject"])}");
        Output.Line(2, party is { Name: var name }
            ? ($"hạn {due}, việc của {name.Vi}: {Output.Text(task["operator"])}", $"due {due}, of {name.En}: {Output.Text(task["operator"])}")
            : ($"hạn {due}, việc của trung tâm", $"due {due}, of the centre"));
        Output.Line(2, (Output.Text(task["vietnamese"]), Output.Text(task["english"])));
        if (task["endedAt"] is { } at)
        {
            var (ended, by, result) = (Output.Text(at), Output.Text(task["endedBy"]), Output.Text(task["result"]));
            Output.Line(2, ($"xong {ended}, {by}: {result}", $"ended {ended}, {by}: {result}"));
        }
    }
}
