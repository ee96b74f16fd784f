using System.Text.Json;
using Hub.Sandbox.Faults;

namespace Hub.Sandbox.Portal;

/// <summary>One call as the gateway read it, with what is going to happen to it.</summary>
internal sealed record GatewayCall(string Operation, JsonElement Body, FaultPlan Plan, MagicRule? Magic, string MagicCode)
{
    public string Session => Body.Text("session");

    public string Unit => Body.Text("madonvi");
}
