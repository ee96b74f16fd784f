using System.Text.Json;
using Hub.Core.Letters;
using Hub.NationalPortal.Dossiers;
using Hub.NationalPortal.Wire;

namespace Hub.NationalPortal.Sync;

/// <summary>Finds our lines among those that the portal lists. A listed line answers for one of ours only, so real twins stay two.</summary>
internal static class ProgressMatch
{
    /// <returns>Sequence numbers of the events whose lines the portal shows.</returns>
    public static HashSet<long> Found(string code, IEnumerable<DossierProgress> ours, IReadOnlyList<JsonElement> listed)
    {
        var open = listed.Select(Key).GroupBy(key => key, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.Count(), StringComparer.Ordinal);
        var found = new HashSet<long>();
        foreach (var line in ours)
        {
            var key = Key(NationalPortalMapper.Line(code, line));
            if (open.GetValueOrDefault(key) > 0)
            {
                open[key]--;
                found.Add(line.Position.Seq);
            }
        }

        return found;
    }

    private static string Key(PortalProgressItem line) => Key(line.ThoiDiemXuLy, line.TrangThai, line.NguoiXuLy, line.NoiDungXuLy);

    private static string Key(JsonElement line) => Key(
        PortalFields.Text(line, "ThoiDiemXuLy"),
        PortalFields.Text(line, "TrangThai"),
        PortalFields.Text(line, "NguoiXuLy"),
        PortalFields.Text(line, "NoiDungXuLy"));

    // A portal that keeps marks decomposed shows our line all the same.
    private static string Key(params ReadOnlySpan<string?> parts) => VietnameseText.Compose(string.Join('\u001F', parts));
}
