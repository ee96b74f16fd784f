using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Functions.Shell;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub dossier CODE</c>: where it is, who holds it, since when, what next.</summary>
internal static class DossierCommand
{
    public static Command Create()
    {
        var code = new Argument<string>("CODE") { Description = "Mã hồ sơ / dossier code" };
        var command = new Command("dossier", "Dòng thời gian của một hồ sơ / timeline of one dossier") { code };
        command.SetAction(async (parse, ct) =>
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var answer = await hub.GetAsync($"dossiers/{Uri.EscapeDataString(parse.GetRequiredValue(code))}", ct);
            Output.Show(parse, answer, Print);
            return ExitCode.Ok;
        });
        return command;
    }

    private static void Print(JsonNode dossier)
    {
        Output.Line($"{Output.Text(dossier["code"])}");
        foreach (var sentence in new[] { "where", "holder", "since", "next" })
        {
            if (dossier[sentence] is { } text)
            {
                Output.Line("  " + Output.Text(text));
            }
        }

        foreach (var line in dossier["lines"] as JsonArray ?? [])
        {
            Output.Line($"  {Output.Text(line?["at"])}  {Output.Text(line?["text"])}");
        }

        foreach (var lane in dossier["lanes"] as JsonArray ?? [])
        {
            Output.Line($"  [{Output.Text(lane?["lane"])}] {Output.Text(lane?["text"])}");
            foreach (var finding in lane?["findings"] as JsonArray ?? [])
            {
                Output.Line($"    KPI: {Output.Text(finding?["text"])}");
            }
        }
    }
}
