using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub audit</c>: the latest entries, and the check of the whole chain.</summary>
internal static class AuditCommand
{
    public static Command Create()
    {
        var command = new Command("audit", "Nhật ký / the audit");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Verify());
        return command;
    }

    private static Command List()
    {
        var after = new Option<long?>("--after") { Description = "Theo thứ tự, sau dòng số này / in order, after this entry" };
        var before = new Option<long?>("--before") { Description = "Mới nhất trước, trước dòng số này / newest first, before this entry" };
        var limit = new Option<int>("--limit") { Description = "Số dòng / entries", DefaultValueFactory = _ => 50 };
        var filters = new (string Name, Option<string?> Option)[]
        {
            ("actor", new("--actor") { Description = "Ai / who" }), ("act", new("--act") { Description = "Việc / act, such as keys.create" }),
            ("target", new("--target") { Description = "Đối tượng / target: a dossier, an id, a lane" }), ("result", new("--result") { Description = "Kết quả / result: allowed, denied, failed" }),
            ("since", new("--since") { Description = "Từ lúc / since (2026-11-21T09:15:00+07:00)" }), ("until", new("--until") { Description = "Đến lúc / until" }),
        };
        var command = new Command("list", "Liệt kê, mới nhất trước / list, newest first") { after, before, limit };
        foreach (var (_, option) in filters)
        {
            command.Options.Add(option);
        }

        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var given = string.Concat(filters.Select(filter => parse.GetValue(filter.Option) is { } value ? $"&{filter.Name}={Uri.EscapeDataString(value)}" : ""));
            var order = parse.GetValue(after) is { } from ? $"after={from}"
                : parse.GetValue(before) is { } to ? $"order=newest&before={to}"
                : "order=newest";
            var answer = await hub.GetAsync($"audit?{order}&limit={parse.GetValue(limit)}{given}", ct);
            Output.Show(parse, answer, Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonNode answer)
    {
        var entries = answer["entries"] as JsonArray ?? [];
        Output.Table(
            ["# / #", "lúc / at", "ai / actor", "vai trò / role", "việc / act", "đối tượng / target", "kết quả / result", "chi tiết / detail"],
            entries.Select(entry => (IReadOnlyList<string>)
            [
                Output.Text(entry?["seq"]), Output.Text(entry?["at"]), Output.Text(entry?["actor"]), Output.Text(entry?["role"]),
                Output.Text(entry?["act"]), Output.Text(entry?["target"]), Output.Text(entry?["result"]), Output.Sentence(entry?["detail"]),
            ]));
    }

    private static Command Verify()
    {
        var verify = new Command("verify", "Kiểm tra cả chuỗi / check the whole chain");
        verify.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync("audit/verify", ct);
            var broken = answer["firstBroken"];
            Output.Show(parse, answer, _ => Output.Line(broken is null
                ? ("Chuỗi nhật ký nguyên vẹn.", "The audit chain is whole.")
                : ($"Dòng hỏng đầu tiên: {broken}.", $"First broken entry: {broken}.")));
            return broken is null ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return verify;
    }
}
