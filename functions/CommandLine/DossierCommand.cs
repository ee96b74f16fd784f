using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub dossier CODE</c>: where it is, who holds it, since when, what next.</summary>
internal static class DossierCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "Mã hồ sơ / dossier code" };
        var reveal = new Option<bool>("--reveal") { Description = "Hiện tên người giao, người nhận giấy tờ (được ghi nhật ký) / show who gave or received papers (audited)" };
        var command = new Command("dossier", "Dòng thời gian của một hồ sơ / timeline of one dossier") { code, reveal };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync($"dossiers/{Uri.EscapeDataString(parse.GetRequiredValue(code))}{(parse.GetValue(reveal) ? "?reveal=names" : "")}", ct);
            Output.Show(parse, answer, Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonNode dossier)
    {
        Output.Line(Output.Text(dossier["code"]));
        foreach (var sentence in new[] { "where", "holder", "since", "next" })
        {
            if (dossier[sentence] is { } text)
            {
                Told(2, text);
            }
        }

        Part(("Đã qua", "What happened"), dossier["lines"], line =>
        {
            var at = Output.Text(line["at"]);
            var text = TextTable.Wrap(Output.Text(line["text"]), Output.Terminal.Width - at.Length - 4).ToList();
            for (var i = 0; i < text.Count; i++)
            {
                Output.Line($"  {(i == 0 ? at : new string(' ', at.Length))}  {text[i]}");
            }
        });
        Part(("Việc cần xử lý", "What waits for a person"), dossier["tasks"], task =>
        {
            Told(2, task["text"]);
            Output.Line($"    hub tasks show {Output.Text(task["id"])}");
        });
        Part(("Gửi đi", "Deliveries"), dossier["lanes"], lane =>
        {
            Output.Line($"  {Output.Text(lane["lane"])}");
            Told(4, lane["text"]);
            foreach (var finding in lane["findings"] as JsonArray ?? [])
            {
                var text = Output.Text(finding?["text"]);
                Output.Line(4, ($"KPI: {text}", $"KPI: {text}"));
            }

            if (lane["dead"]?.GetValue<int>() > 0)
            {
                Output.Line($"    hub dead-letters list --dossier {Output.Text(dossier["code"])}");
            }
        });
    }

    private static void Part(Bilingual heading, JsonNode? items, Action<JsonNode> show)
    {
        if (items is not JsonArray { Count: > 0 } all)
        {
            return;
        }

        Output.Line("");
        Output.Line(heading);
        foreach (var item in all.OfType<JsonNode>())
        {
            show(item);
        }
    }

    // The answer came in the language that was asked for.
    private static void Told(int indent, JsonNode? text) => Output.Line(indent, (Output.Text(text), Output.Text(text)));
}
