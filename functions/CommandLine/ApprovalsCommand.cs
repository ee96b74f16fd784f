using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core.Approvals;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub approvals</c>: what waits for a second person, and that person's decision. Whoever decides gives a key that names its holder, by <c>--key</c> or <c>HUB_KEY</c>.</summary>
internal static class ApprovalsCommand
{
    public static Command Create()
    {
        var command = new Command("approvals", "Việc cần hai người: duyệt, từ chối, rút lại / what needs two people: approve, reject, withdraw");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Decide("approve", "Duyệt và thực hiện ngay; không phải người đề nghị / approve, which carries it out; not by its maker", isReasonNeeded: false));
        command.Subcommands.Add(Decide("reject", "Từ chối / reject", isReasonNeeded: true));
        command.Subcommands.Add(Decide("withdraw", "Rút lại đề nghị của mình / withdraw one's own", isReasonNeeded: false));
        return command;
    }

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "Trạng thái; mặc định: đang chờ; all: tất cả / state; by default those that wait; all for all" };
        state.AcceptOnlyFromAmong([.. Enum.GetValues<ProposalState>().Select(ProposalStates.Name), "all"]);
        var kind = new Option<string?>("--kind") { Description = "Loại / kind" };
        var limit = new Option<int>("--limit") { Description = "Số đề nghị / proposals", DefaultValueFactory = _ => 100, Validators = { GlobalOptions.Between("--limit", 1, 1000) } };
        var command = new Command("list", "Liệt kê / list") { state, kind, limit };
        command.SetAction(async (parse, ct) =>
        {
            var wanted = parse.GetValue(state) ?? ProposalStates.Name(ProposalState.Open);
            var filter = $"limit={parse.GetValue(limit)}{(wanted == "all" ? "" : $"&state={wanted}")}{(parse.GetValue(kind) is { } named ? $"&kind={Uri.EscapeDataString(named)}" : "")}";
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"approvals?{filter}", ct), Page);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var id = Id();
        var reveal = new Option<bool>("--reveal") { Description = "Hiện dữ liệu cá nhân (được ghi nhật ký) / show personal data (audited)" };
        var command = new Command("show", "Xem một đề nghị, trước và sau / show one, before and after") { id, reveal };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"approvals/{Uri.EscapeDataString(parse.GetRequiredValue(id))}{(parse.GetValue(reveal) ? "?reveal=body" : "")}", ct), One);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Decide(string verb, string description, bool isReasonNeeded)
    {
        var id = Id();
        var reason = new Option<string?>("--reason") { Description = "Lý do, được ghi nhật ký / why, kept in the audit", Required = isReasonNeeded };
        var command = new Command(verb, description) { id, reason };
        command.SetAction(async (parse, ct) =>
        {
            var body = parse.GetValue(reason) is { } why ? new JsonObject { ["reason"] = why } : [];
            await using var hub = await HubApi.OpenAsPersonAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync($"approvals/{Uri.EscapeDataString(parse.GetRequiredValue(id))}/{verb}", body, ct), ProposalLine.Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Page(JsonNode page)
    {
        var proposals = (page["approvals"] as JsonArray ?? []).OfType<JsonNode>().ToList();
        Output.Table(
            ["id / id", "loại / kind", "về / about", "trạng thái / state", "người đề nghị / maker", "lý do / reason", "hết hạn / expires"],
            proposals.Select(proposal => (IReadOnlyList<string>)
            [
                Output.Text(proposal["id"]), Output.Text(proposal["kind"]), Output.Text(proposal["subject"]), Say(proposal["state"]), Output.Text(proposal["maker"]),
                Output.Text(proposal["reason"]), Output.Text(proposal["expiresAt"]),
            ]));
        if (page["next"] is not null)
        {
            Output.Line(($"{proposals.Count} đề nghị đầu; còn nữa, dùng --limit", $"the first {proposals.Count}; there are more, use --limit"));
        }
    }

    private static void One(JsonNode proposal)
    {
        ProposalLine.Print(proposal);
        Output.Line(2, ($"{Output.Sentence(proposal["title"])}: {Output.Text(proposal["subject"])}", $"{Output.Sentence(proposal["title"])}: {Output.Text(proposal["subject"])}"));
        var (maker, at, reason, until) = (Output.Text(proposal["maker"]), Output.Text(proposal["proposedAt"]), Output.Text(proposal["reason"]), Output.Text(proposal["expiresAt"]));
        Output.Line(2, ($"{maker} đề nghị lúc {at}, có hiệu lực đến {until}: {reason}", $"{maker} proposed it at {at}, it lapses at {until}: {reason}"));
        if (proposal["decidedAt"] is { } decided)
        {
            var (checker, because) = (Output.Text(proposal["checker"]), Output.Text(proposal["decisionReason"]));
            Output.Line(2, ($"{Say(proposal["state"])} lúc {Output.Text(decided)} {checker}: {because}".TrimEnd(':', ' '), $"{Say(proposal["state"])} at {Output.Text(decided)} {checker}: {because}".TrimEnd(':', ' ')));
        }

        foreach (var change in proposal["changes"] as JsonArray ?? [])
        {
            Output.Line($"  {Output.Text(change?["path"])}  {Output.Text(change?["class"])}");
        }

        Body(("Trước", "Before"), proposal["before"]);
        Body(("Sau", "After"), proposal["after"]);
    }

    private static void Body(Core.Bilingual heading, JsonNode? value)
    {
        if (value is null)
        {
            return;
        }

        Output.Line("");
        Output.Line(heading);
        foreach (var line in Output.Pretty(value).Split('\n'))
        {
            Output.Line("  " + line.TrimEnd('\r'));
        }
    }

    private static string Say(JsonNode? state) => ProposalStates.Find(Output.Text(state)) is { } known ? Output.Say(ProposalStates.Text(known)) : Output.Text(state);

    private static Argument<string> Id() => new("ID") { Description = "id của đề nghị / the proposal's id" };
}
