using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;
using Hub.Payments.Model;
using Hub.Payments.WriteOffs;

namespace Hub.Functions.Payments;

/// <summary><c>hub fees list|show|write-off</c>: what is to be paid, what was, and what nobody is to pay any more once another person approves.</summary>
internal static class FeesCommand
{
    public static Command Create()
    {
        var command = new Command("fees", "Các khoản thu phí, lệ phí / fees: what is to be paid, and what was");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(WriteOff());
        return command;
    }

    private static Command List()
    {
        var state = new Option<string?>("--state") { Description = "Trạng thái / state: open, underpaid, paid, overpaid, cancelled, refund-due, refunded, written-off" };
        var dossier = new Option<string?>("--dossier") { Description = "Mã hồ sơ / dossier code" };
        var after = new Option<string?>("--after") { Description = "Sau khoản thu này / after this fee" };
        var limit = new Option<int>("--limit") { Description = "Số khoản thu / fees", DefaultValueFactory = _ => 100, Validators = { GlobalOptions.Between("--limit", 1, 1000) } };
        var command = new Command("list", "Liệt kê khoản thu / list fees") { state, dossier, after, limit };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var filter = $"limit={parse.GetValue(limit)}{Named("state", parse.GetValue(state))}{Named("dossier", parse.GetValue(dossier))}{Named("after", parse.GetValue(after))}";
            Output.Show(parse, await hub.GetAsync($"fees?{filter}", ct), Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "Mã hồ sơ/số khoản thu, hoặc số khoản thu / dossier/number, or the number alone" };
        var command = new Command("show", "Xem một khoản thu, các mã và khoản tiền / show one fee with its references and payments") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"fees/{Uri.EscapeDataString(parse.GetRequiredValue(id))}", ct), PrintWhole);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command WriteOff()
    {
        var id = new Argument<string>("ID") { Description = "Mã hồ sơ/số khoản thu, hoặc số khoản thu / dossier/number, or the number alone" };
        var reason = new Option<string>("--reason") { Description = "Lý do / why", Required = true };
        var command = new Command("write-off", "Đề nghị không thu phần còn thiếu / propose that the rest is asked for no more") { id, reason };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsPersonAsync(parse, ct);
            var fee = await hub.GetAsync($"fees/{Uri.EscapeDataString(parse.GetRequiredValue(id))}", ct);
            var body = new JsonObject
            {
                ["kind"] = WriteOffKind.KindName,
                ["subject"] = Output.Text(fee["id"]),
                ["after"] = new JsonObject { ["amount"] = fee["missing"]?.DeepClone() },
                ["reason"] = parse.GetRequiredValue(reason),
            };
            Output.Show(parse, await hub.PostAsync("approvals", body, ct), ProposalLine.Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static string Named(string name, string? value) => value is null ? "" : $"&{name}={Uri.EscapeDataString(value)}";

    private static void Print(JsonNode answer) => Output.Table(
        ["khoản thu / fee", "trạng thái / state", "phải nộp / amount", "đã nộp / paid", "còn thiếu / missing", "phải hoàn / refund due"],
        answer["fees"]!.AsArray().Select(fee => (IReadOnlyList<string>)
        [
            Output.Text(fee?["id"]), FileAnswers.State(FeeStates.Table, fee?["state"]), FileAnswers.Money(fee?["amount"]), FileAnswers.Money(fee?["paid"]), FileAnswers.Money(fee?["missing"]), FileAnswers.Money(fee?["refundDue"]),
        ]));

    private static void PrintWhole(JsonNode fee)
    {
        Print(new JsonObject { ["fees"] = new JsonArray(fee.DeepClone()) });
        Output.Table(
            ["mã tham chiếu / reference", "trạng thái / state", "số tiền / amount", "tài khoản / account", "hết hạn / expires"],
            fee["requests"]!.AsArray().Select(request => (IReadOnlyList<string>)
            [
                Output.Text(request?["reference"]), FileAnswers.State(RequestStates.Table, request?["state"]), FileAnswers.Money(request?["amount"]), Output.Text(request?["account"]), Output.Text(request?["expiresAt"]),
            ]));
        PaymentsCommand.Print(fee["payments"]!.AsArray());
    }
}
