using System.CommandLine;
using System.Text.Json;
using System.Text.Json.Nodes;
using Hub.Functions.Import;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub import procedures FILE.csv</c>: loads the official list into the local catalogue.</summary>
internal static class ImportCommand
{
    public static Command Create()
    {
        var file = new Argument<string>("FILE") { Description = "Danh mục thủ tục CSV / list of procedures as CSV" };
        var procedures = new Command("procedures", "Nạp danh mục thủ tục / load the list of procedures") { file };
        procedures.SetAction(async (parse, ct) =>
        {
            var list = ProcedureCsv.Read(parse.GetRequiredValue(file));
            await using var hub = await HubApi.OpenAsync(parse, ct).ConfigureAwait(false);
            var body = new JsonObject { ["procedures"] = JsonSerializer.SerializeToNode(list, JsonSerializerOptions.Web) };
            var answer = await hub.PostAsync("procedures/import", body, ct).ConfigureAwait(false);
            Output.Show(parse, answer, a => Output.Line(
                $"thêm / added: {a["added"]}   đổi / changed: {a["changed"]}   giữ nguyên / unchanged: {a["unchanged"]}"));
            return ExitCode.Ok;
        });
        return new Command("import", "Nạp danh mục chính thức / load official lists") { procedures };
    }
}
