using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.Payments.Print;

namespace Hub.Functions.Payments;

/// <summary><c>hub qr sheets</c>: the static sheets at counters, which of them are to be printed again, and printing one. It asks the hub.</summary>
internal static class QrSheetsCommand
{
    public static Command Create()
    {
        var reissue = new Option<bool>("--reissue") { Description = "Chỉ những tờ phải in lại hoặc gỡ xuống / only those to be printed again or taken down" };
        var command = new Command("sheets", "Tờ mã QR cố định ở quầy và tài khoản đã in / static QR sheets at counters, with the account of each") { reissue };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"accounts/sheets{(parse.GetValue(reissue) ? "?reissue=true" : "")}", ct), answer => Print(answer["sheets"]!.AsArray()));
            return ExitCode.Ok;
        });
        command.Subcommands.Add(PrintOne());
        return command;
    }

    private static Command PrintOne()
    {
        var counter = new Argument<string>("COUNTER") { Description = "Tên quầy / the counter" };
        var agency = new Option<string?>("--agency") { Description = "Cơ quan; bỏ trống: mọi cơ quan / agency; absent: every agency" };
        var type = new Option<string?>("--fee-type") { Description = "Loại khoản thu; bỏ trống: mọi khoản / type of fee; absent: every fee" };
        var size = new Option<string>("--size") { Description = "Khổ giấy / paper", DefaultValueFactory = _ => "a4" }.AcceptOnlyFromAmong("a4", "a6");
        var file = new Option<string>("--out") { Description = "Ghi trang để in vào tệp này / write the page to print into this file", HelpName = "FILE", Required = true };
        var command = new Command("print", "In tờ của một quầy cho tài khoản hôm nay; thay tờ cũ / print a counter's sheet for its account of today; it replaces the old one") { counter, agency, type, size, file };
        command.SetAction(async (parse, ct) =>
        {
            var wish = new JsonObject { ["counter"] = parse.GetRequiredValue(counter) };
            foreach (var (name, value) in ((string, string?)[])[("agency", parse.GetValue(agency)), ("feeType", parse.GetValue(type))])
            {
                if (value is not null)
                {
                    wish[name] = value;
                }
            }

            await using var hub = await HubApi.OpenAsync(parse, ct);
            var sheet = await hub.PostAsync("accounts/sheets", wish, ct);
            var content = SheetView.Content(Output.Text(sheet["payload"]), Output.Text(sheet["counter"]), Output.Text(sheet["holder"]));
            Write(parse.GetRequiredValue(file), QrSheets.Html([content], parse.GetRequiredValue(size) == "a6" ? SheetSize.A6 : SheetSize.A4));
            Output.Show(parse, sheet, printed => Print(new JsonArray(printed.DeepClone())));
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Write(string file, string page)
    {
        try
        {
            File.WriteAllText(file, page);
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            throw new UsageException(new Bilingual($"{file}: không ghi được tệp", $"{file}: the file cannot be written"));
        }
    }

    private static void Print(JsonArray sheets) => Output.Table(
        ["quầy / counter", "cơ quan / agency", "loại / type", "ngân hàng / bank", "tài khoản / account", "in lúc / printed", "tình trạng / state"],
        sheets.Select(sheet => (IReadOnlyList<string>)
        [
            Output.Text(sheet?["counter"]), Output.Text(sheet?["agency"]), Output.Text(sheet?["feeType"]), Output.Text(sheet?["bin"]), Output.Text(sheet?["account"]), Output.Text(sheet?["printedAt"]),
            Output.Say(new Bilingual(Output.Text(sheet?["stateText"]?["vi"]), Output.Text(sheet?["stateText"]?["en"]))),
        ]));
}
