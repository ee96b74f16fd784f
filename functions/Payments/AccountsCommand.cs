using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.Payments;

/// <summary><c>hub accounts</c>: the accounts into which fees are paid, and the wish to change one, which another person approves by <c>hub approvals</c>.</summary>
internal static class AccountsCommand
{
    public static Command Create()
    {
        var command = new Command("accounts", "Tài khoản thụ hưởng; thay đổi cần hai người / beneficiary accounts; a change needs two people");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Propose());
        return command;
    }

    private static Command List()
    {
        var command = new Command("list", "Liệt kê / list");
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync("accounts", ct), answer => Print(Rows(answer)));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var number = new Argument<string>("NUMBER") { Description = "Số tài khoản / the account's number" };
        var command = new Command("show", "Xem một tài khoản, cả các lần thay đổi / show one with all its changes") { number };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var rows = Rows(await hub.GetAsync("accounts", ct)).Where(row => Output.Text(row["number"]) == parse.GetRequiredValue(number)).ToList();
            if (rows.Count == 0)
            {
                throw new UsageException(("không có tài khoản này", "there is no such account"));
            }

            Output.Show(parse, new JsonObject { ["accounts"] = new JsonArray([.. rows.Select(row => row.DeepClone())]) }, _ => Print(rows));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Propose()
    {
        var bin = new Option<string>("--bin") { Description = "Mã NAPAS của ngân hàng, sáu số / NAPAS' six digits of the bank", Required = true };
        var number = new Option<string>("--account") { Description = "Số tài khoản / the account's number", Required = true };
        var holder = new Option<string>("--holder") { Description = "Chủ tài khoản / its holder", Required = true };
        var from = new Option<string>("--from") { Description = "Ngày bắt đầu, 2026-12-01 / the first day", Required = true };
        var until = new Option<string?>("--until") { Description = "Ngày cuối / the last day" };
        var agency = new Option<string?>("--agency") { Description = "Cơ quan / agency" };
        var types = new Option<string[]>("--fee-type") { Description = "Loại khoản thu, lặp lại được / fee type, may be repeated" };
        var share = new Option<int?>("--share") { Description = "Phần để lại, phần vạn / share kept, in hundredths of a per cent", Validators = { GlobalOptions.Between("--share", 0, 10_000) } };
        var reason = new Option<string>("--reason") { Description = "Lý do / why", Required = true };
        var command = new Command("propose", "Đề nghị tài khoản mới, đổi hoặc kết thúc / propose a new, changed or ended account") { bin, number, holder, from, until, agency, types, share, reason };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject
            {
                ["bin"] = parse.GetRequiredValue(bin),
                ["number"] = parse.GetRequiredValue(number),
                ["holder"] = parse.GetRequiredValue(holder),
                ["validFrom"] = parse.GetRequiredValue(from),
                ["reason"] = parse.GetRequiredValue(reason),
            };
            Set(body, "validUntil", parse.GetValue(until));
            Set(body, "agency", parse.GetValue(agency));
            Set(body, "shareKept", parse.GetValue(share));
            Set(body, "feeTypes", parse.GetValue(types) is { Length: > 0 } named ? new JsonArray([.. named.Select(type => JsonValue.Create(type))]) : null);
            await using var hub = await HubApi.OpenAsPersonAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync("accounts/proposals", body, ct), ProposalLine.Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Set(JsonObject body, string name, JsonNode? value)
    {
        if (value is not null)
        {
            body[name] = value;
        }
    }

    private static IEnumerable<JsonNode> Rows(JsonNode answer) => (answer["accounts"] as JsonArray ?? []).OfType<JsonNode>();

    private static void Print(IEnumerable<JsonNode> rows) => Output.Table(
        ["ngân hàng / bank", "số / number", "chủ / holder", "trạng thái / state", "từ / from", "đến / until", "cơ quan / agency", "loại / types"],
        rows.Select(row => (IReadOnlyList<string>)
        [
            Output.Text(row["bin"]), Output.Text(row["number"]), Output.Text(row["holder"]), Output.Say(State(Output.Text(row["state"]))), Output.Text(row["validFrom"]),
            Output.Text(row["validUntil"]), Output.Text(row["agency"]), string.Join(", ", (row["feeTypes"] as JsonArray ?? []).Select(type => Output.Text(type))),
        ]));

    private static Bilingual State(string state) => state switch
    {
        "valid" => ("đang dùng", "in use"),
        "future" => ("sắp dùng", "not yet"),
        "ended" => ("đã kết thúc", "ended"),
        _ => (state, state),
    };
}
