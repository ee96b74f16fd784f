using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub audit</c>: the latest entries, and the check of the whole chain.</summary>
internal static class AuditCommand
{
    // As many as the hub compares at once.
    private const int MostHeads = 20_000;

    public static Command Create()
    {
        var command = new Command("audit", "Nhật ký / the audit");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Verify());
        command.Subcommands.Add(Head());
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
        var expect = new Option<string[]>("--expect") { Description = "SEQ:HASH đã ghi ở nơi khác; chuỗi phải có đúng dòng ấy / SEQ:HASH noted elsewhere; the chain must have exactly that entry" };
        var file = new Option<FileInfo?>("--heads") { Description = "Tệp do Audit:HeadFile ghi; chuỗi phải có mọi dòng trong đó / file written by Audit:HeadFile; the chain must have every end in it" };
        var verify = new Command("verify", "Kiểm tra cả chuỗi / check the whole chain") { expect, file };
        verify.SetAction(async (parse, ct) =>
        {
            List<string> heads = [.. parse.GetValue(expect) ?? [], .. parse.GetValue(file) is { } noted ? Noted(noted) : []];
            if (heads.Find(head => AuditHead.Parse(head) is null) is { } wrong)
            {
                throw new UsageException(($"“{wrong}” không phải là SEQ:HASH", $"“{wrong}” is no SEQ:HASH"));
            }

            if (parse.GetValue(file) is { } given && heads.Count == (parse.GetValue(expect)?.Length ?? 0))
            {
                throw new UsageException(($"{given.Name} không có dòng SEQ:HASH nào", $"{given.Name} holds no SEQ:HASH"));
            }

            // The latest of them first: older ones follow from it as long as the chain holds.
            heads = [.. heads.TakeLast(MostHeads)];
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.PostAsync("audit/verify", new JsonObject { ["expect"] = new JsonArray([.. heads.Select(head => (JsonNode)head)]) }, ct);
            Output.Show(parse, answer, Judge);
            return answer["holds"]?.GetValue<bool>() is true ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return verify;
    }

    private static void Judge(JsonNode answer)
    {
        var missing = (answer["missing"] as JsonArray ?? []).Select(head => Output.Text(head)).ToList();
        if (answer["firstBroken"] is { } broken)
        {
            Output.Line(($"Dòng hỏng đầu tiên: {broken}.", $"First broken entry: {broken}."));
        }
        else if (missing.Count == 0)
        {
            Output.Line(("Chuỗi nhật ký nguyên vẹn.", "The audit chain is whole."));
        }

        foreach (var head in missing)
        {
            Output.Line(("Chuỗi không có dòng đã ghi ở nơi khác:", "The chain does not have what was noted elsewhere:"));
            Output.Line($"  {head}");
        }
    }

    // The last word of each line; a line that a crash has torn names no end.
    private static IEnumerable<string> Noted(FileInfo file) =>
        from line in File.ReadAllLines(file.FullName)
        let head = line.Split(' ', StringSplitOptions.RemoveEmptyEntries).LastOrDefault()
        where AuditHead.Parse(head) is not null
        select head;

    private static Command Head()
    {
        var command = new Command("head", "Đầu cuối của chuỗi, SEQ:HASH, để ghi lại ở nơi khác / the end of the chain, SEQ:HASH, to be noted elsewhere");
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync("audit/head", ct), head => Output.Line(Output.Text(head["text"])));
            return ExitCode.Ok;
        });
        return command;
    }
}
