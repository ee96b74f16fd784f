using System.Text.Json.Nodes;
using Hub.Core;
using Hub.Core.Dossiers;
using Hub.Functions.Demo;
using Hub.Functions.Shell;

namespace Hub.Functions.NationalPortal.Demo;

/// <summary>
/// Proves that both sides agree: by the hub's own look-ups (<c>hub verify</c>), and, past the hub, by comparing what the day told
/// with what the twin holds, dossier by dossier.
/// </summary>
internal sealed class PortalDemoProof(HubApi hub, TwinControl twin, IReadOnlyList<DemoEvent> events)
{
    /// <summary>What the twin counts dossiers under.</summary>
    public const string Created = "portal.dossier.created";

    public async Task<DemoProof> LookAsync(int dossiers, CancellationToken ct)
    {
        var days = (dossiers / CentreDay.DossiersPerDay) + 30;
        var report = await hub.PostAsync("verify", new JsonObject { ["days"] = days }, ct);
        var differences = Differences(await DossiersAsync(ct));
        var effects = await twin.GetAsync("effects", ct);
        var (created, updated, lines) = (effects[Created], effects["portal.dossier.updated"], effects["portal.progress.line"]);
        var (doubled, backward) = (effects["portal.progress.doubled"], effects["portal.backward-move"]);
        var agrees = differences.Count == 0 && VerifyCommand.Agrees(report);
        return new DemoProof(
            agrees,
            [
                agrees ? ($"{dossiers} hồ sơ trên cổng đúng như ở trung tâm", $"{dossiers} dossiers on the portal as in the centre") : ($"{differences.Count} hồ sơ sai lệch", $"{differences.Count} dossiers differ"),
                ($"cổng đã thấy: tạo {created}, cập nhật {updated}, dòng tiến độ {lines}", $"the portal saw: created {created}, updated {updated}, progress lines {lines}"),
                ($"cổng: trùng {doubled}, lùi trạng thái {backward}", $"the portal: doubled {doubled}, moved backward {backward}"),
            ],
            [.. differences, .. VerifyCommand.Differences(report)]);
    }

    /// <summary>Everything the portal holds, page by page.</summary>
    private async Task<Dictionary<string, JsonObject>> DossiersAsync(CancellationToken ct)
    {
        var dossiers = new Dictionary<string, JsonObject>(StringComparer.Ordinal);
        for (var after = ""; ;)
        {
            var page = await twin.GetAsync($"portal/dossiers?limit=500&after={Uri.EscapeDataString(after)}", ct);
            foreach (var dossier in page["dossiers"]!.AsArray())
            {
                dossiers[dossier!["code"]!.GetValue<string>()] = dossier.AsObject();
            }

            if (page["next"] is not { } next)
            {
                return dossiers;
            }

            after = next.GetValue<string>();
        }
    }

    private List<Bilingual> Differences(Dictionary<string, JsonObject> portal)
    {
        var differences = new List<Bilingual>();
        foreach (var dossier in events.GroupBy(e => e.Code, StringComparer.Ordinal))
        {
            if (!portal.TryGetValue(dossier.Key, out var held))
            {
                differences.Add(($"{dossier.Key}: không có trên cổng", $"{dossier.Key}: not on the portal"));
                continue;
            }

            var last = dossier.Last(e => e.Status is not null).Status!;
            if (!DossierStatuses.TryParse(last, out var expected) || held["status"]!.GetValue<int>() != (int)expected)
            {
                differences.Add(($"{dossier.Key}: trạng thái {held["status"]} ≠ {last}", $"{dossier.Key}: status {held["status"]} ≠ {last}"));
            }

            if (held["created"]!.GetValue<int>() != 1)
            {
                differences.Add(($"{dossier.Key}: tạo {held["created"]} lần", $"{dossier.Key}: created {held["created"]} times"));
            }

            if (held["doubledProgress"]!.GetValue<int>() != 0)
            {
                differences.Add(($"{dossier.Key}: {held["doubledProgress"]} dòng tiến độ trùng", $"{dossier.Key}: {held["doubledProgress"]} progress lines doubled"));
            }
        }

        return differences;
    }
}
