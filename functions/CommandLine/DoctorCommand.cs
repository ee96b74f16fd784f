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
    private const int NameWidth = 15;

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
                Print(check);
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
        }
        catch (SettingsException wrong)
        {
            checks.AddRange(wrong.Faults.Select(fault => new Check("settings", Grade.Bad, (fault.Text with { Vi = $"{fault.Variable}: {fault.Text.Vi}", En = $"{fault.Variable}: {fault.Text.En}" }))));
            return checks;
        }

        var remote = parse.GetValue(GlobalOptions.Hub);
        checks.Add(SettingsSeen.Here(remote));
        checks.AddRange(remote is null
            ? LocalChecks.Look(settings)
            : [new Check("machine", Grade.Unseen, ("không thấy thư mục, đĩa, đồng hồ của máy chạy hub: chạy hub doctor tại máy đó", "folder, disk and clock of the hub's machine were not seen: run hub doctor there"))]);
        try
        {
            if (remote is null && RunFile.Read(settings.Data) is null && !await StorePresence.IsThereAsync(settings, ct))
            {
                checks.Add(new Check("store", Grade.Bad, (
                    $"chưa có kho dữ liệu: kiểm tra --data, hoặc tạo kho bằng hub serve hay hub keys create", $"there is no store yet: check --data, or make one by hub serve or hub keys create")));
                checks.AddRange(await BrokerChecks.LookAsync(null, settings, ct));
                return checks;
            }

            await using var hub = await HubApi.OpenAsync(parse, ct);
            if (hub.IsRunning && remote is null)
            {
                checks.Add(SettingsSeen.OfRunning());
            }

            var health = await hub.GetAsync("health/ready", ct);
            checks.AddRange(HubChecks.Clock(health));
            checks.AddRange(HubChecks.Broker(health));
            checks.AddRange(await BrokerChecks.LookAsync(hub, settings, ct));
            await HubChecks.LookAsync(hub, settings.Wings.Parties, checks, ct);
        }
        catch (UsageException junk)
        {
            checks.Add(new Check("store", Grade.Bad, junk.Text));
        }
        catch (HubAwayException away)
        {
            checks.Add(new Check("hub", Grade.Bad, away.Text));
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
        catch (ApiProblemException barred) when (barred.ExitCode is ExitCode.NotPermitted)
        {
            checks.Add(new Check("hub", Grade.Bad, ("hub chạy, nhưng khóa không có quyền xem tình trạng: dùng khóa operator", "the hub runs, and the key may not see its state: use an operator's key")));
        }
        catch (ApiProblemException refused)
        {
            checks.Add(new Check("store", Grade.Bad, refused.Texts[0]));
        }
        catch (Exception broken) when (broken is IOException or HttpRequestException or System.Data.Common.DbException)
        {
            checks.Add(new Check(
                "store", Grade.Bad, ($"không mở được kho dữ liệu ({broken.Message}): kiểm tra đĩa và quyền; tệp hỏng thì phục hồi bản sao lưu",
                $"the store cannot be opened ({broken.Message}): check disk and rights; if its file is broken, restore a backup")));
        }

        return checks;
    }

    private static void Print(Check check)
    {
        var name = $"{Mark(check.Grade)} {TextTable.Pad(check.Name, NameWidth)}  ";
        foreach (var line in TextTable.Wrap(Output.Say(check.Text), Output.Terminal.Width - TextTable.Columns(name)))
        {
            Output.Line(name + line);
            name = new string(' ', TextTable.Columns(name));
        }
    }

    private static string Mark(Grade grade) => grade switch
    {
        Grade.Good => "✔",
        Grade.Warning => "!",
        Grade.Unseen => "?",
        _ => "✘",
    };

    internal enum Grade
    {
        Good,
        Warning,

        /// <summary>Could not be looked at from here, and says where it can.</summary>
        Unseen,
        Bad,
    }

    internal sealed record Check(string Name, Grade Grade, Bilingual Text);
}
