using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary><c>DongBoTrangThaiHoSo</c>, type 2: where a sales promotion stands that was filed on the portal. Seen in public connectors; the refusals' words are assumed.</summary>
internal sealed class FilingOperations(FilingStore filings, AnswerVariants answers, Effects effects)
{
    public PortalReply Tell(JsonElement body)
    {
        var item = body.TryGetProperty("data", out var data) ? data : default;
        if (Check(body, item) is { } error)
        {
            effects.Count(PortalEffects.RefusedInvalid);
            return PortalReply.Refused($"Dữ liệu không hợp lệ: {error}");
        }

        var code = item.Text("MaHoSo");
        return answers.Success("filing:" + code, filings.Tell(code, item));
    }

    private static string? Check(JsonElement body, JsonElement item) =>
        body.Text("type") != "2" ? "type phải là 2"
        : item.ValueKind != JsonValueKind.Object ? "data phải là một đối tượng"
        : ItemRules.ScalarsAreStrings(item, "")
            ?? ItemRules.Required(item, "MaHoSo") ?? ItemRules.AtMost(item, "MaHoSo", 50)
            ?? ItemRules.Required(item, "MaHoSoDonVi")
            ?? ItemRules.Required(item, "NgayXuLy") ?? ItemRules.Date(item, "NgayXuLy")
            ?? FilingStore.CheckStatus(item);
}
