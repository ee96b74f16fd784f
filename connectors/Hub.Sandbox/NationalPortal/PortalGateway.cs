using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Sessions, units and the operation itself: what happens to a call that reached the portal.</summary>
internal sealed class PortalGateway(
    PortalTwinOptions options, PortalSessions sessions, PortalOperations operations, PortalFaults faults, MagicCodes magic, Effects effects)
{
    /// <summary>Reads what a call is and decides its fate; faults that are on come before those of its dossier code.</summary>
    public GatewayCall Open(JsonElement body)
    {
        var operation = body.Text("service");
        effects.Count(PortalEffects.OperationPrefix + (operations.Knows(operation) ? operation : "unknown"));
        var plan = faults.Decide(operation);
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
            effects.Count(PortalEffects.SessionRefused);
            return new PortalReply(new ReplyCode(options.SessionErrorCode), options.SessionErrorMessage);
        }

        if (call.Unit.Length == 0 || (options.Units.Count > 0 && !options.Units.Contains(call.Unit)))
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
        if (body.Text("username") != options.Username || body.Text("password") != options.Password)
        {
            effects.Count(PortalEffects.LoginRefused);
            return PortalReply.Refused("Tên đăng nhập hoặc mật khẩu không đúng");
        }

        effects.Count(PortalEffects.Login);
        return new PortalReply(new ReplyCode(0), "Thành công", Session: sessions.Open());
    }
}

/// <summary>One call as the gateway read it, with what is going to happen to it.</summary>
internal sealed record GatewayCall(string Operation, JsonElement Body, FaultPlan Plan, MagicRule? Magic, string MagicCode)
{
    public string Session => Body.Text("session");

    public string Unit => Body.Text("madonvi");
}
