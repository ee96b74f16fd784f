using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>The push of procedures for integration. Name and shape are assumed: no public source shows this operation.</summary>
internal sealed class IntegrationOperations(IntegrationStore integrations, ProcedureStore procedures, AnswerVariants answers, Effects effects)
{
    public PortalReply Push(JsonElement body)
    {
        var items = body.Elements("data").ToList();
        var error = items.Count == 0 ? "data không được để trống" : items.Select(Check).FirstOrDefault(error => error is not null);
        if (error is not null)
        {
            effects.Count(PortalEffects.RefusedInvalid);
            return PortalReply.Refused($"Dữ liệu không hợp lệ: {error}");
        }

        foreach (var item in items)
        {
            if (Apply(item) is { } refused)
            {
                return refused;
            }
        }

        return answers.Success("integration:" + items[0].Text("MaTTHC"), 0);
    }

    private static bool IsProposal(JsonElement item) => item.Text("HanhDong") == "DeXuat";

    private string? Check(JsonElement item)
    {
        var code = item.Text("MaTTHC");
        return item.Text("HanhDong") is not ("DeXuat" or "Rut") ? "HanhDong phải là DeXuat hoặc Rut"
            : code.Length == 0 || !procedures.Accepts(code) ? $"MaTTHC {code} không có trong danh mục"
            : null;
    }

    private PortalReply? Apply(JsonElement item)
    {
        var code = item.Text("MaTTHC");
        var isOpen = integrations.IsOpen(code);
        if (IsProposal(item) == isOpen)
        {
            return isOpen ? answers.Existing(code, 0, "Thủ tục") : PortalReply.Refused($"Thủ tục {code} không tồn tại trong danh sách tích hợp");
        }

        effects.Count(isOpen ? PortalEffects.IntegrationWithdrawn : PortalEffects.IntegrationProposed);
        integrations.Set(code, item.Text("TenTTHC"), isOpen ? IntegrationStore.Withdrawn : IntegrationStore.Proposed);
        return null;
    }
}
