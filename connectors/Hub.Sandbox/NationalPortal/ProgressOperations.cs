using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary><c>CapNhatTienDoHoSoMC</c>: all lines of a call or none.</summary>
internal sealed class ProgressOperations(DossierStore dossiers, AnswerVariants answers, Effects effects, PortalTwinOptions options)
{
    public PortalReply Append(JsonElement body)
    {
        var lines = body.Elements("data").ToList();
        var error = lines.Count == 0 || lines.Count > options.MaxProgressPerCall
            ? $"data phải có 1 đến {options.MaxProgressPerCall} dòng tiến độ"
            : lines.Select(ProgressRules.Check).FirstOrDefault(error => error is not null);
        if (error is not null)
        {
            effects.Count(PortalEffects.RefusedInvalid);
            return PortalReply.Refused($"Dữ liệu không hợp lệ: {error}");
        }

        if (lines.FirstOrDefault(line => dossiers.Find(line.Text("MaHoSo")) is null) is { ValueKind: JsonValueKind.Object } unknown)
        {
            effects.Count(PortalEffects.ProgressRefusedUnknown);
            return PortalReply.Refused($"Hồ sơ {unknown.Text("MaHoSo")} không tồn tại");
        }

        foreach (var line in lines)
        {
            dossiers.Append(dossiers.Find(line.Text("MaHoSo"))!, line);
        }

        var first = dossiers.Find(lines[0].Text("MaHoSo"))!;
        return answers.ProgressSuccess("progress:" + first.Code, first.Progress.Count);
    }
}
