using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Import;
using Hub.Functions.Parties;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub import procedures|units|unit-codes FILE.csv</c>: loads official lists, and what other lists call the units.</summary>
internal static class ImportCommand
{
    public static Command Create(Wings wings)
    {
        var command = new Command("import", "Nạp danh mục chính thức / load official lists") { Procedures(), Units(), Codes() };
        foreach (var create in wings.All.SelectMany(wing => wing.Imports))
        {
            command.Subcommands.Add(create());
        }

        return command;
    }

    private static Command Procedures() => List("procedures", "Nạp danh mục thủ tục / load the list of procedures", "procedures/import", "procedures", ProcedureCsv.Read, a =>
            ($"thêm {a["added"]}, đổi {a["changed"]}, giữ nguyên {a["unchanged"]}", $"added {a["added"]}, changed {a["changed"]}, unchanged {a["unchanged"]}"));

    private static Command List<T>(string name, string says, string path, string member, Func<string, IReadOnlyList<T>> read, Func<JsonNode, Bilingual> answers)
    {
        var file = new Argument<string>("FILE") { Description = "Tệp CSV / CSV file" };
        var command = new Command(name, says) { file };
        command.SetAction(async (parse, ct) => await SendAsync(parse, path, member, read(parse.GetRequiredValue(file)), answers, ct));
        return command;
    }

    private static Command Units()
    {
        var file = new Argument<string>("FILE") { Description = "Tệp CSV / CSV file" };
        var shrink = new Option<bool>("--may-shrink") { Description = "Nạp cả khi thiếu nhiều đơn vị đang dùng / load it though it lacks many units known now" };
        var command = new Command("units", "Nạp danh mục đơn vị hành chính cấp xã / load the communes, wards and special zones") { file, shrink };
        command.SetAction(async (parse, ct) => await SendAsync(
            parse, "units/import", "units", UnitCsv.Read(parse.GetRequiredValue(file)),
            a => ($"{a["units"]} đơn vị, {a["provinces"]} tỉnh", $"{a["units"]} units, {a["provinces"]} provinces"), ct, body => body["mayShrink"] = parse.GetValue(shrink)));
        return command;
    }

    private static Command Codes()
    {
        var list = new Argument<string>("LIST") { Description = "former, hoặc tên đơn vị bưu chính / former, or an operator's name" };
        var file = new Argument<string>("FILE") { Description = "Tệp CSV: level, theirs, ours / CSV file: level, theirs, ours" };
        var command = new Command("unit-codes", "Nạp bảng mã của danh mục khác / load what another list calls the units") { list, file };
        command.SetAction(async (parse, ct) => await SendAsync(
            parse, $"units/codes/{Uri.EscapeDataString(parse.GetRequiredValue(list))}/import", "codes", UnitCsv.ReadCodes(parse.GetRequiredValue(file)),
            a => ($"{a["list"]}: {a["codes"]} mã", $"{a["list"]}: {a["codes"]} codes"), ct));
        return command;
    }

    private static async Task<int> SendAsync<T>(
        ParseResult parse, string path, string member, IReadOnlyList<T> lines, Func<JsonNode, Bilingual> answers, CancellationToken ct, Action<JsonObject>? more = null)
    {
        await using var hub = await HubApi.OpenAsync(parse, mayCreate: true, ct);
        var body = new JsonObject { [member] = JsonSerializer.SerializeToNode(lines, JsonSerializerOptions.Web) };
        more?.Invoke(body);
        var answer = await hub.PostAsync(path, body, ct);
        Output.Show(parse, answer, a => Output.Line(answers(a)));
        return ExitCode.Ok;
    }
}
