using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;
using Hub.Payments.Model;

namespace Hub.Functions.Payments;

/// <summary><c>hub payments list|show|verify</c>: the money that came in, and whether every dong is in exactly one place.</summary>
internal static class PaymentsCommand
{
    public static Command Create()
    {
        var command = new Command("payments", "Các khoản tiền đã nhận / the payments that came in");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Show());
        command.Subcommands.Add(Verify());
        return command;
    }

    public static void Print(JsonArray payments) => Output.Table(
        ["khoản tiền / payment", "tài khoản / account", "số tiền / amount", "ngày / day", "trạng thái / state", "nguồn / told by"],
        payments.Select(payment => (IReadOnlyList<string>)
        [
            Output.Text(payment?["id"]), Output.Text(payment?["account"]), FileAnswers.Money(payment?["amount"]), FileAnswers.Day(payment?["valueDay"]), FileAnswers.State(PaymentStates.Table, payment?["state"]),
            string.Join(", ", payment!["witnesses"]!.AsArray().Select(witness => Output.Text(witness?["source"])).Distinct()),
        ]));

    private static Command List()
    {
        var after = new Option<long>("--after") { Description = "Sau số này / after this number" };
        var limit = new Option<int>("--limit") { Description = "Số khoản tiền / payments", DefaultValueFactory = _ => 100, Validators = { GlobalOptions.Between("--limit", 1, 1000) } };
        var command = new Command("list", "Liệt kê theo thứ tự ghi sổ / list in the order of booking") { after, limit };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"payments?after={parse.GetValue(after)}&limit={parse.GetValue(limit)}", ct), answer => Print(answer["payments"]!.AsArray()));
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Show()
    {
        var id = new Argument<string>("ID") { Description = "Mã khoản tiền / the payment's id" };
        var command = new Command("show", "Xem một khoản tiền với lịch sử / show one payment with its history") { id };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"payments/{Uri.EscapeDataString(parse.GetRequiredValue(id))}", ct), PrintWhole);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Verify()
    {
        var command = new Command("verify", "Kiểm tra mỗi đồng ở đúng một nơi / check that every dong is in exactly one place");
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync("payments/ledger", ct);
            var faults = answer["faults"]!.AsArray();
            Output.Show(parse, answer, _ =>
            {
                if (faults.Count > 0)
                {
                    Output.Table(
                        ["lỗi / fault", "ở / at", "phải có / expected", "tìm thấy / found"],
                        faults.Select(fault => (IReadOnlyList<string>)[Output.Text(fault?["code"]), Output.Text(fault?["id"]), Output.Text(fault?["expected"]), Output.Text(fault?["found"])]));
                }

                Output.Line(faults.Count == 0 ? ("Mỗi đồng ở đúng một nơi.", "Every đồng is in exactly one place.") : ($"{faults.Count} lỗi.", $"{faults.Count} faults."));
            });
            return faults.Count == 0 ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    private static void PrintWhole(JsonNode payment)
    {
        Print([payment.DeepClone()]);
        Output.Table(
            ["lúc / at", "từ / from", "đến / to", "khoản thu / fee", "số tiền / amount", "do / by"],
            payment["moves"]!.AsArray().Select(move => (IReadOnlyList<string>)
            [
                Output.Text(move?["at"]), FileAnswers.State(PaymentStates.Table, move?["from"]), FileAnswers.State(PaymentStates.Table, move?["to"]), Output.Text(move?["toFee"] ?? move?["fromFee"]), FileAnswers.Money(move?["amount"]), Output.Text(move?["by"]),
            ]));
    }
}
