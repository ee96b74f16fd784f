using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.State;

namespace Hub.Sandbox.Portal;

/// <summary>Sessions, units and the operation itself: what happens to a call that reached the portal.</summary>
internal sealed class PortalGateway(
    SandboxOptions options, PortalSessions sessions, PortalOperations operations, FaultDesk faults, MagicCodes magic, Effects effects)
{
    /// <summary>Reads what a call is and decides its fate; faults that are on come before those of its dossier code.</summary>
    public GatewayCall Open(JsonElement body)
    {
        var operation = body.Text("service");
        effects.Count(EffectNames.PortalOperationPrefix + (operations.Knows(operation) ? operation : "unknown"));
        var plan = faults.Portal.Decide(operation);
        var (rule, code) = magic.Find(operation, body);
        if (rule is null || rule.Plan.Kind == FaultKind.AppliedNoAnswer || plan.Kind is not null || !magic.Strikes(rule, code, operation))
        {
            return new GatewayCall(operation, body, plan, rule, code);
        }

        return new GatewayCall(operation, body, plan.Then(rule.Plan), rule, code);
    }

    public PortalReply Run(GatewayCall call)
    {
        if (call.Plan.Kind == FaultKind.SessionLoss)
        {
            sessions.Close(call.Session);
        }

        if (!sessions.IsOpen(call.Session))
        {
            effects.Count(EffectNames.PortalSessionRefused);
            return new PortalReply(new ReplyCode(options.Portal.SessionErrorCode), options.Portal.SessionErrorMessage);
        }

        if (call.Unit.Length == 0 || (options.Portal.Units.Count > 0 && !options.Portal.Units.Contains(call.Unit)))
        {
            return PortalReply.Refused($"Mã đơn vị (madonvi) không hợp lệ: '{call.Unit}'");
        }

        return call.Plan.Kind == FaultKind.Refusal
            ? PortalReply.Refused($"Dữ liệu không hợp lệ: hồ sơ {call.MagicCode} bị từ chối")
            : operations.Run(call.Operation, call.Body);
    }

    /// <summary>Whether the caller is left without the answer to a call that has been carried out.</summary>
    public bool IsAnswerLost(GatewayCall call, PortalReply reply) =>
        call.Plan.Kind == FaultKind.AppliedNoAnswer
        || (call.Magic is { Plan.Kind: FaultKind.AppliedNoAnswer } rule && reply.Applied && magic.Strikes(rule, call.MagicCode, call.Operation));

    public PortalReply LogIn(JsonElement body)
    {
        if (body.Text("username") != options.Portal.Username || body.Text("password") != options.Portal.Password)
        {
            effects.Count(EffectNames.PortalLoginRefused);
            return PortalReply.Refused("Tên đăng nhập hoặc mật khẩu không đúng");
        }

        effects.Count(EffectNames.PortalLogin);
        return new PortalReply(new ReplyCode(0), "Thành công", Session: sessions.Open());
    }
}
