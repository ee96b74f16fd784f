using System.Text.Json.Nodes;
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
    public async Task<bool> ShowAsync(int dossiers, CancellationToken ct)
    {
        var days = (dossiers / CentreDay.DossiersPerDay) + 30;
        var report = await hub.PostAsync("verify", new JsonObject { ["days"] = days }, ct);
        VerifyCommand.Print(report);
        var differences = Differences(await DossiersAsync(ct));
        var effects = await twin.GetAsync("effects", ct);
        Output.Line($"cổng đã thấy / the portal saw: tạo/created {effects["portal.dossier.created"]}, cập nhật/updated {effects["portal.dossier.updated"]}, "
            + $"dòng tiến độ/progress lines {effects["portal.progress.line"]}, trùng/doubled {effects["portal.progress.doubled"]}, lùi trạng thái/backward {effects["portal.backward-move"]}");
        foreach (var difference in differences.Take(20))
        {
            Output.Error("  " + difference);
        }

        var agrees = differences.Count == 0 && VerifyCommand.Agrees(report);
        Output.Line(agrees
            ? $"KHỚP: {dossiers} hồ sơ trên cổng đúng như ở trung tâm. / AGREED: {dossiers} dossiers on the portal as in the centre."
            : $"SAI LỆCH: {differences.Count} hồ sơ. / DIFFERENT: {differences.Count} dossiers.");
        return agrees;
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

    private List<string> Differences(Dictionary<string, JsonObject> portal)
    {
        var differences = new List<string>();
        foreach (var dossier in events.GroupBy(e => e.Code, StringComparer.Ordinal))
        {
            if (!portal.TryGetValue(dossier.Key, out var held))
            {
                differences.Add($"{dossier.Key}: không có trên cổng / not on the portal");
                continue;
            }

            var last = dossier.Last(e => e.Status is not null).Status!;
            if (!DossierStatuses.TryParse(last, out var expected) || held["status"]!.GetValue<int>() != (int)expected)
            {
                differences.Add($"{dossier.Key}: {held["status"]} ≠ {last}");
            }

            if (held["created"]!.GetValue<int>() != 1)
            {
                differences.Add($"{dossier.Key}: created {held["created"]}");
            }

            if (held["doubledProgress"]!.GetValue<int>() != 0)
            {
                differences.Add($"{dossier.Key}: dòng tiến độ trùng / progress lines doubled {held["doubledProgress"]}");
            }
        }

        return differences;
    }
}
