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
        var after = new Option<long>("--after") { Description = "Sau dòng số / after entry" };
        var list = new Command("list", "Liệt kê / list") { after };
        list.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync($"audit?after={parse.GetValue(after)}&limit=500", ct);
            Output.Show(parse, answer, a => Output.Table(
                ["#", "lúc / at", "ai / actor", "vai trò / role", "việc / act", "đối tượng / target", "kết quả / result"],
                (a["entries"] as JsonArray ?? []).Select(entry => (IReadOnlyList<string>)
                [
                    Output.Text(entry?["seq"]), Output.Text(entry?["at"]), Output.Text(entry?["actor"]), Output.Text(entry?["role"]),
                    Output.Text(entry?["act"]), Output.Text(entry?["target"]), Output.Text(entry?["result"]),
                ])));
            return ExitCode.Ok;
        });

        var verify = new Command("verify", "Kiểm tra cả chuỗi / check the whole chain");
        verify.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync("audit/verify", ct);
            var broken = answer["firstBroken"];
            Output.Show(parse, answer, _ => Output.Line(broken is null
                ? "Chuỗi nhật ký nguyên vẹn. / The audit chain is whole."
                : $"Dòng hỏng đầu tiên: {broken}. / First broken entry: {broken}."));
            return broken is null ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        command.Subcommands.Add(list);
        command.Subcommands.Add(verify);
        return command;
    }
}
