using System.CommandLine;
using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Functions.Shell;
using Hub.NationalPortal.Settings;

namespace Hub.Functions.NationalPortal;

/// <summary><c>hub verify</c>: asks the portal about each dossier of the window and compares field by field.</summary>
internal static class VerifyCommand
{
    private static readonly (string Name, Bilingual Text)[] Words =
    [
        ("missing", ("thiếu trên cổng", "missing on the portal")),
        ("stale", ("khác", "different")),
        ("unknown", ("chưa hỏi được", "could not be asked")),
    ];

    public static Command Create()
    {
        var days = new Option<int?>("--days") { Description = "Số ngày trở lại / how many days back", Validators = { GlobalOptions.Between("--days", 1, 36500) } };
        var heal = new Option<bool>("--heal") { Description = "Gửi lại những gì khác / send again what differs" };
        var command = new Command("verify", "Đối chiếu cổng quốc gia với trung tâm / compare the portal with the centre") { days, heal };
        command.SetAction(async (parse, ct) =>
        {
            var body = new JsonObject { ["heal"] = parse.GetValue(heal) };
            if (parse.GetValue(days) is { } window)
            {
                body["days"] = window;
            }

            await using var hub = await HubApi.OpenAsync(parse, ct);
            var checks = (await hub.GetAsync("verify/checks", ct))["checks"]!.AsArray();
            var isSound = checks.All(check => check!["faults"]!.AsArray().Count == 0);
            foreach (var check in isSound ? [] : checks)
            {
                foreach (var fault in check!["faults"]!.AsArray())
                {
                    Output.Error(($"{Output.Text(check["name"])}: không khớp: {Output.Text(fault)}", $"{Output.Text(check["name"])}: does not hold: {Output.Text(fault)}"));
                }
            }

            var report = await hub.PostAsync("verify", body, ct);
            report["checks"] = checks.DeepClone();
            var held = await HeldAsync(hub, report, ct);
            Output.Show(parse, report, r =>
            {
                Print(r);
                if (held > 0)
                {
                    Output.Line(($"chưa đối chiếu vì chờ cán bộ: {held}; xem hub dead-letters list", $"not compared, a person must decide: {held}; see hub dead-letters list"));
                }
            });
            return isSound && Agrees(report) && held == 0 ? ExitCode.Ok : ExitCode.NotInOrder;
        });
        return command;
    }

    public static bool Agrees(JsonNode report) => Words.All(word => report[word.Name] is not JsonArray { Count: > 0 });

    /// <summary>Every dossier that does not agree, with what is wrong with it.</summary>
    public static IEnumerable<Bilingual> Differences(JsonNode report) =>
        from word in Words
        from code in report[word.Name] as JsonArray ?? []
        select new Bilingual($"{Output.Text(code)}: {word.Text.Vi}", $"{Output.Text(code)}: {word.Text.En}");

    /// <summary>Dead letters of the portal's lane: what is on its way will agree by itself, what is held will not.</summary>
    private static async Task<long> HeldAsync(HubApi hub, JsonNode report, CancellationToken ct)
    {
        if (report["pending"] is not JsonArray { Count: > 0 })
        {
            return 0;
        }

        var lanes = await hub.GetAsync("lanes", ct);
        return lanes["lanes"]!.AsArray().First(lane => Output.Text(lane?["lane"]) == NationalPortalCodes.Lane)!["dead"]!.GetValue<long>();
    }

    private static string Share(JsonNode? part) => part is null ? "–" : part.GetValue<double>().ToString("0.##%", CultureInfo.InvariantCulture);

    private static void Print(JsonNode report)
    {
        Output.Line(($"đã đối chiếu: {report["compared"]}, độ phủ: {Share(report["coverage"])}", $"compared: {report["compared"]}, coverage: {Share(report["coverage"])}"));
        foreach (var (name, words) in Words)
        {
            var codes = report[name] as JsonArray ?? [];
            Output.Line(($"{words.Vi}: {codes.Count}", $"{words.En}: {codes.Count}"));
            foreach (var code in codes.Take(20))
            {
                Output.Line("  " + Output.Text(code));
            }
        }

        var (pending, kpi) = ((report["pending"] as JsonArray)?.Count ?? 0, (report["kpi"] as JsonArray)?.Count ?? 0);
        Output.Line(($"còn chờ gửi: {pending}, cảnh báo KPI: {kpi}", $"still waiting: {pending}, KPI findings: {kpi}"));
    }
}
