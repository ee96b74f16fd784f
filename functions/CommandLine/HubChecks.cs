using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Parties;
using Hub.Functions.Http;
using Hub.Functions.Parties;
using Hub.Functions.Shell;
using static Hub.Functions.CommandLine.DoctorCommand;

namespace Hub.Functions.CommandLine;

/// <summary>What <c>hub doctor</c> asks the hub: store, lanes and their partners, keys.</summary>
internal static class HubChecks
{
    private const int MostTasks = 100;
    private static readonly TimeSpan Soon = TimeSpan.FromDays(14);

    public static async Task LookAsync(HubApi hub, PartyList parties, List<Check> checks, CancellationToken ct)
    {
        checks.Add(new Check("store", Grade.Good, (hub.IsRunning ? $"hub đang chạy tại {hub.Address}" : "kho dữ liệu mở được, hub chưa chạy", hub.IsRunning ? $"a hub is running at {hub.Address}" : "the store opens; no hub is running")));
        var lanes = await hub.GetAsync("lanes", ct);
        foreach (var lane in lanes["lanes"]!.AsArray())
        {
            checks.Add(await PartnerAsync(hub, parties, Output.Text(lane!["lane"]), ct));
            checks.AddRange(Backlog(lane!));
        }

        checks.AddRange(Stored((await hub.GetAsync("verify/checks?of=settings", ct))["checks"]!.AsArray()));
        checks.AddRange(Tasks((await hub.GetAsync($"tasks?limit={MostTasks}", ct))["tasks"]!.AsArray()));
        var keys = await hub.GetAsync("keys", ct);
        checks.AddRange(Keys(keys["keys"]!.AsArray()));
    }

    /// <summary>How this machine's clock stands to the database's, where that has one of its own.</summary>
    public static IEnumerable<Check> Clock(JsonNode health)
    {
        var reasons = health["reasons"]!.AsArray().Select(reason => Output.Text(reason)).Where(reason => reason.StartsWith(ClockWords.Subject, StringComparison.Ordinal)).ToList();
        return reasons.Count > 0 ? reasons.Select(reason => new Check("clock", Grade.Warning, Bilingual.Parse(reason)))
            : health["clockLead"] is not { } lead ? []
            : [new Check("clock", Grade.Good, (string.Create(CultureInfo.InvariantCulture, $"lệch {lead.GetValue<double>():0.000} giây so với máy chủ dữ liệu"), string.Create(CultureInfo.InvariantCulture, $"{lead.GetValue<double>():0.000} s off the database's")))];
    }

    /// <summary>How the connections to the broker stand, where the hub has one.</summary>
    public static IEnumerable<Check> Broker(JsonNode health)
    {
        if (health["links"] is not JsonArray links)
        {
            yield break;
        }

        foreach (var reason in health["reasons"]!.AsArray().Select(reason => Bilingual.Parse(Output.Text(reason))).Where(reason => !reason.Vi.StartsWith(ClockWords.Subject, StringComparison.Ordinal)))
        {
            yield return new Check("broker", Grade.Bad, (reason.Vi + ": kiểm tra RabbitMQ, địa chỉ, tài khoản; lý do ở nhật ký 1302", reason.En + ": check RabbitMQ, address, account; the reason is in the log, event 1302"));
        }

        if (links.Count > 0 && links.All(link => link!["up"]!.GetValue<bool>()))
        {
            yield return new Check("broker", Grade.Good, ($"{links.Count} kết nối tới RabbitMQ đang thông", $"{links.Count} connections to RabbitMQ are up"));
        }
    }

    private static async Task<Check> PartnerAsync(HubApi hub, PartyList parties, string lane, CancellationToken ct)
    {
        var probe = await hub.PostAsync($"lanes/{Uri.EscapeDataString(lane)}/probe", null, ct);
        if (probe["reason"] is null)
        {
            return new Check(lane, Grade.Good, ("đối tác trả lời", "the partner answers"));
        }

        var reason = Bilingual.Parse(Output.Text(probe["reason"]).TrimEnd('.'));
        if (Output.Text(probe["code"]) is not UnconfiguredPartner.Code)
        {
            return new Check(lane, Grade.Bad, ($"không nối được đối tác ({reason.Vi}): kiểm tra địa chỉ, tài khoản, mạng", $"the partner cannot be reached ({reason.En}): check address, account, network"));
        }

        // Without a hub that runs, the setting may be there and only not be seen from here.
        Bilingual seen = hub.IsRunning
            ? ("", "")
            : ("; nếu dịch vụ của hub có thiết lập này, hãy chạy doctor với cùng biến môi trường", "; if the hub's service has the setting, run doctor with the same environment");
        return parties.All.FirstOrDefault(party => party.Lane == lane)?.NotInUse is { } unused
            ? new Check(lane, hub.IsRunning ? Grade.Good : Grade.Unseen, (unused.Vi + seen.Vi, unused.En + seen.En))
            : new Check(lane, hub.IsRunning ? Grade.Warning : Grade.Unseen, (
                $"chưa dùng: {reason.Vi}, mọi việc được giữ lại{seen.Vi}", $"not in use: {reason.En}, everything is kept{seen.En}"));
    }

    private static IEnumerable<Check> Backlog(JsonNode lane)
    {
        var name = Output.Text(lane["lane"]);
        var dead = lane["dead"]?.GetValue<long>() ?? 0;
        if (dead > 0)
        {
            yield return new Check(name, Grade.Warning, ($"{dead} thư chưa gửi được chờ quyết định: hub dead-letters list --lane {name}", $"{dead} dead letters wait for a decision: hub dead-letters list --lane {name}"));
        }

        if (Output.Text(lane["state"]) is "paused")
        {
            yield return new Check(name, Grade.Warning, ($"đang tạm dừng: hub lanes resume {name}", $"the lane is paused: hub lanes resume {name}"));
        }
    }

    // Each fault says itself how it is mended.
    private static IEnumerable<Check> Stored(JsonArray compared)
    {
        foreach (var check in compared)
        {
            var (name, faults) = (Output.Text(check!["name"]), check["faults"]!.AsArray());
            if (faults.Count == 0)
            {
                yield return new Check(name, Grade.Good, ("thiết lập khớp với dữ liệu đang lưu", "the settings agree with what is stored"));
            }

            foreach (var fault in faults)
            {
                yield return new Check(name, Grade.Warning, Bilingual.Parse(Output.Text(fault)));
            }
        }
    }

    private static IEnumerable<Check> Tasks(JsonArray tasks)
    {
        if (tasks.Count == 0)
        {
            yield break;
        }

        var now = TimeProvider.System.GetUtcNow();
        var late = tasks.Count(task => task!["dueAt"]!.GetValue<DateTimeOffset>() <= now);
        var many = tasks.Count == MostTasks ? $"{MostTasks}+" : $"{tasks.Count}";
        yield return new Check("tasks", Grade.Warning, ($"{many} việc cần xử lý, {late} việc quá hạn: hub tasks", $"{many} tasks wait for a person, {late} of them overdue: hub tasks"));
    }

    private static IEnumerable<Check> Keys(JsonArray keys)
    {
        var now = TimeProvider.System.GetUtcNow();
        var valid = keys.Where(key => key!["revokedAt"] is null && (Expiry(key) is not { } end || end > now)).ToList();
        if (!valid.Any(key => Output.Text(key!["role"]) == Core.Trust.Role.CaseSystem))
        {
            yield return new Check("keys", Grade.Warning, ("chưa có khóa cho hệ thống một cửa: hub keys create --role case-system", "no key for the case system yet: hub keys create --role case-system"));
        }

        foreach (var key in valid.Where(key => Expiry(key) is { } end && end - now < Soon))
        {
            yield return new Check("keys", Grade.Warning, ($"khóa {key!["id"]} sắp hết hạn: hub keys rotate {key["id"]}", $"the key {key["id"]} expires soon: hub keys rotate {key["id"]}"));
        }
    }

    private static DateTimeOffset? Expiry(JsonNode? key) =>
        key?["expiresAt"] is { } at ? DateTimeOffset.Parse(at.GetValue<string>(), CultureInfo.InvariantCulture) : null;
}
