using System.CommandLine;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Stores;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Hub.Functions.Shell;
using Hub.Storage;

namespace Hub.Functions.CommandLine;

/// <summary><c>hub doctor</c>: looks at everything a hub needs, and says what to do about what is wrong.</summary>
internal static class DoctorCommand
{
    public static Command Create()
    {
        var command = new Command("doctor", "Khám hub: cấu hình, kho, đồng hồ, đĩa, đối tác / check settings, store, clock, disk, partners");
        command.SetAction(RunAsync);
        return command;
    }

    private static async Task<int> RunAsync(ParseResult parse, CancellationToken ct)
    {
        var checks = await LookAsync(parse, ct);
        var answer = new JsonObject
        {
            ["healthy"] = checks.All(check => check.Grade != Grade.Bad),
            ["checks"] = new JsonArray([.. checks.Select(check => new JsonObject
            {
                ["check"] = check.Name,
                ["grade"] = check.Grade.ToString().ToLowerInvariant(),
                ["vi"] = check.Text.Vi,
                ["en"] = check.Text.En,
            })]),
        };
        Output.Show(parse, answer, _ =>
        {
            foreach (var check in checks)
            {
                Output.Line($"{Mark(check.Grade)} {check.Name,-12} {check.Text}");
            }
        });
        return checks.Any(check => check.Name == "settings" && check.Grade == Grade.Bad) ? ExitCode.Configuration
            : checks.Any(check => check.Grade == Grade.Bad) ? ExitCode.NotInOrder
            : ExitCode.Ok;
    }

    private static async Task<List<Check>> LookAsync(ParseResult parse, CancellationToken ct)
    {
        var checks = new List<Check>();
        HubSettings settings;
        try
        {
            settings = GlobalOptions.Settings(parse);
            checks.Add(new Check("settings", Grade.Good, ("cấu hình hợp lệ", "the settings are valid")));
        }
        catch (SettingsException wrong)
        {
            checks.AddRange(wrong.Faults.Select(fault => new Check("settings", Grade.Bad, (fault.Text with { Vi = $"{fault.Variable}: {fault.Text.Vi}" }))));
            return checks;
        }

        checks.AddRange(LocalChecks.Look(settings));
        try
        {
            await using var hub = await HubApi.OpenAsync(parse, ct);
            var health = await hub.GetAsync("health/ready", ct);
            checks.AddRange(HubChecks.Clock(health));
            checks.AddRange(HubChecks.Broker(health));
            await HubChecks.LookAsync(hub, settings.Wings.Parties, checks, ct);
        }
        catch (Exception kept) when (kept is StoreMovedException or StoreUnfinishedException or StoreVersionException or StoreRightsException or StoreInUseException)
        {
            checks.Add(new Check("store", Grade.Bad, Bilingual.Parse(kept.Message.ReplaceLineEndings(" "))));
        }
        catch (StoreUnavailableException refused)
        {
            checks.Add(new Check("store", Grade.Bad, refused.Text));
        }
        catch (ApiProblemException unready) when (unready.Problem?["reasons"] is JsonArray reasons)
        {
            checks.AddRange(reasons.Select(reason => Bilingual.Parse(Output.Text(reason))).Select(reason => new Check(
                reason.Vi.StartsWith(ClockWords.Subject, StringComparison.Ordinal) ? "clock" : "store", Grade.Bad, reason)));
        }
        catch (ApiProblemException refused)
        {
            checks.Add(new Check("store", Grade.Bad, (Output.Text(refused.Problem?["vi"] ?? refused.Message), Output.Text(refused.Problem?["en"] ?? refused.Message))));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or System.Data.Common.DbException)
        {
            checks.Add(new Check(
                "store", Grade.Bad, ($"không mở được kho dữ liệu ({broken.Message}): kiểm tra đĩa và quyền; tệp hỏng thì phục hồi bản sao lưu",
                $"the store cannot be opened ({broken.Message}): check disk and rights; if its file is broken, restore a backup")));
        }

        return checks;
    }

    private static string Mark(Grade grade) => grade switch
    {
        Grade.Good => "✔",
        Grade.Warning => "!",
        _ => "✘",
    };

    internal enum Grade
    {
        Good,
        Warning,
        Bad,
    }

    internal sealed record Check(string Name, Grade Grade, Bilingual Text);
}
