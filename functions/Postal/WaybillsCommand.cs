using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.Postal;

/// <summary><c>hub waybills</c>: the ranges of waybill numbers of a postal operator; get one through its interface, add one by hand, or close one that is wrong.</summary>
internal static class WaybillsCommand
{
    private const int Usual = 1000;

    public static Command Create()
    {
        var command = new Command("waybills", "Dải mã vận đơn của đơn vị bưu chính / a postal operator's waybill numbers");
        command.Subcommands.Add(List());
        command.Subcommands.Add(Fetch());
        command.Subcommands.Add(Add());
        command.Subcommands.Add(Close());
        return command;
    }

    private static Command List()
    {
        var carrier = Carrier();
        var command = new Command("list", "Các dải và số mã còn lại / the ranges and what is left of them") { carrier };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.GetAsync($"postal/waybill-ranges?operator={Uri.EscapeDataString(parse.GetRequiredValue(carrier))}", ct), ShowRanges);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Fetch()
    {
        var carrier = Carrier();
        var quantity = new Option<int>("--quantity") { Description = "Số mã cần xin, 1–10000 / numbers to ask for, 1–10000", DefaultValueFactory = _ => Usual };
        var command = new Command("fetch", "Nhận dải đã cấp mà hub chưa có; nếu không có thì xin dải mới / take over what was allotted and is not in the hub, else ask for a new range") { carrier, quantity };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject { ["operator"] = parse.GetRequiredValue(carrier), ["quantity"] = parse.GetValue(quantity) };
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync("postal/waybill-ranges/fetch", body, ct), ShowFetched);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Add()
    {
        var carrier = Carrier();
        var id = new Option<string>("--id") { Description = "Tên dải, ví dụ số giấy cấp / its name, such as the number of the operator's paper", Required = true };
        var prefix = new Option<string?>("--prefix") { Description = "Chữ trước số: CN / before the number" };
        var suffix = new Option<string?>("--suffix") { Description = "Chữ sau số: VN / after it" };
        var digits = new Option<int>("--digits") { Description = "Số chữ số của phần số / width of the number", DefaultValueFactory = _ => 8 };
        var check = new Option<bool>("--check-digit") { Description = "Có số kiểm tra S10 sau phần số / an S10 check digit follows the number" };
        var first = new Option<long>("--first") { Description = "Số đầu, không gồm số kiểm tra / the first number, without check digit", Required = true };
        var last = new Option<long>("--last") { Description = "Số cuối / the last", Required = true };
        var command = new Command("add", "Nhập dải đơn vị bưu chính cấp bằng giấy / add a range that the operator gave on paper") { carrier, id, prefix, suffix, digits, check, first, last };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject
            {
                ["operator"] = parse.GetRequiredValue(carrier),
                ["id"] = parse.GetRequiredValue(id),
                ["digits"] = parse.GetValue(digits),
                ["hasCheckDigit"] = parse.GetValue(check),
                ["first"] = parse.GetValue(first),
                ["last"] = parse.GetValue(last),
            };
            foreach (var (name, mark) in new[] { ("prefix", parse.GetValue(prefix)), ("suffix", parse.GetValue(suffix)) })
            {
                if (mark is not null)
                {
                    body[name] = mark;
                }
            }

            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync("postal/waybill-ranges", body, ct), ShowRanges);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Command Close()
    {
        var carrier = Carrier();
        var id = new Argument<string>("ID") { Description = "Tên dải như trong waybills list / the range's name as waybills list shows it" };
        var command = new Command(
            "close", "Ngừng hẳn một dải nhập sai hoặc bị thu hồi; số đã lấy vẫn giữ / take a range that is wrong or was taken back out of use for good; numbers that were taken stay") { carrier, id };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject { ["operator"] = parse.GetRequiredValue(carrier), ["id"] = parse.GetRequiredValue(id) };
            await using var hub = await HubApi.OpenAsync(parse, ct);
            Output.Show(parse, await hub.PostAsync("postal/waybill-ranges/close", body, ct), ShowRanges);
            return ExitCode.Ok;
        });
        return command;
    }

    private static Argument<string> Carrier() => new("OPERATOR") { Description = "Tên trong Post:Operators / its name in Post:Operators" };

    private static void ShowRanges(JsonNode answer)
    {
        Output.Table(
            ["dải / range", "từ / from", "đến / to", "tiếp theo / next", "còn / left", "nhập / added"],
            (answer["ranges"] as JsonArray ?? []).Select(range => (IReadOnlyList<string>)
            [
                Output.Text(range?["id"]), $"{range?["prefix"]}{range?["first"]}{range?["suffix"]}", $"{range?["prefix"]}{range?["last"]}{range?["suffix"]}", Output.Text(range?["next"]),
                Output.Text(range?["left"]), Output.Text(range?["addedAt"]),
            ]));
        Output.Line(($"{answer["operator"]}: còn {answer["left"]}", $"{answer["operator"]}: {answer["left"]} left"));
    }

    private static void ShowFetched(JsonNode answer)
    {
        foreach (var range in answer["takenOver"] as JsonArray ?? [])
        {
            Output.Line(($"nhận dải đã cấp: {Numbers(range!)}", $"taken over: {Numbers(range!)}"));
        }

        if (answer["fetched"] is { } fetched)
        {
            Output.Line(($"dải mới: {Numbers(fetched)}", $"new range: {Numbers(fetched)}"));
        }

        foreach (var left in answer["leftOut"] as JsonArray ?? [])
        {
            Output.Line(($"không nhận: {left?["id"]} – {left?["vi"]}", $"left out: {left?["id"]} – {left?["en"]}"));
        }

        Output.Line(($"{answer["operator"]}: còn {answer["left"]}", $"{answer["operator"]}: {answer["left"]} left"));
    }

    private static string Numbers(JsonNode range) => $"{range["id"]} {range["prefix"]}{range["first"]}{range["suffix"]}–{range["prefix"]}{range["last"]}{range["suffix"]} ({range["left"]})";
}
