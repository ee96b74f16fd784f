using System.Text.Json;
using Hub.Sandbox.Faults;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.NationalPortal;

/// <summary>Dossier codes that script a fault by what stands behind their last hyphen: <c>…-0503</c> or <c>…-503</c>.</summary>
internal sealed class MagicCodes(PortalTwinOptions options, OneShots oneShots, Effects effects)
{
    private static readonly Dictionary<string, MagicRule> Rules = new(StringComparer.Ordinal)
    {
        ["429"] = new("429", new FaultPlan(TimeSpan.Zero, FaultKind.TooManyRequests, 429, TimeSpan.FromSeconds(2))),
        ["500"] = new("500", new FaultPlan(TimeSpan.Zero, FaultKind.ServerError, 500)),
        ["503"] = new("503", new FaultPlan(TimeSpan.Zero, FaultKind.ServerError, 503)),
        ["594"] = new("session-loss", new FaultPlan(TimeSpan.Zero, FaultKind.SessionLoss), Once: true),
        ["595"] = new("latency", new FaultPlan(TimeSpan.FromSeconds(3))),
        ["596"] = new("refusal", new FaultPlan(TimeSpan.Zero, FaultKind.Refusal), WritesOnly: true),
        ["597"] = new("html", new FaultPlan(TimeSpan.Zero, FaultKind.Html)),
        ["598"] = new("applied-no-answer", new FaultPlan(TimeSpan.Zero, FaultKind.AppliedNoAnswer), WritesOnly: true, Once: true),
        ["599"] = new("torn", new FaultPlan(TimeSpan.Zero, FaultKind.Torn), WritesOnly: true),
    };

    /// <summary>The plan of the first dossier in the call whose code is magic.</summary>
    public (MagicRule? Rule, string Code) Find(string operation, JsonElement body)
    {
        if (!options.MagicCodes)
        {
            return default;
        }

        foreach (var code in CodesOf(operation, body))
        {
            if (RuleOf(code) is { } rule && !(rule.WritesOnly && operation == PortalOperations.LookUp))
            {
                return (rule, code);
            }
        }

        return default;
    }

    /// <summary>Whether the rule still has its effect on this call; a rule that works once is used up by asking.</summary>
    public bool Strikes(MagicRule rule, string code, string operation)
    {
        if (rule.Once && !oneShots.TryFire(rule.Plan.Kind == FaultKind.SessionLoss ? $"{rule.Name}:{code}" : $"{rule.Name}:{code}:{operation}"))
        {
            return false;
        }

        effects.Count(PortalEffects.MagicPrefix + rule.Name);
        return true;
    }

    private static MagicRule? RuleOf(string code)
    {
        var tail = code[(code.LastIndexOf('-') + 1)..];
        return tail.Length < code.Length && tail.Length is 3 or 4
            ? Rules.GetValueOrDefault(tail.Length == 4 && tail[0] == '0' ? tail[1..] : tail)
            : null;
    }

    private static IEnumerable<string> CodesOf(string operation, JsonElement body) => operation switch
    {
        PortalOperations.LookUp => [body.Text("mahoso")],
        PortalOperations.FilingStatus => body.TryGetProperty("data", out var data) && data.ValueKind == JsonValueKind.Object ? [data.Text("MaHoSo")] : [],
        PortalOperations.Synchronise or PortalOperations.Progress => body.Elements("data").Select(item => item.Text("MaHoSo")),
        _ => [],
    };
}

/// <summary>What the tail of a dossier code scripts. <c>WritesOnly</c> leaves look-ups of the dossier alone; <c>Once</c> works
/// once for a dossier and operation, or (session loss) once for a dossier, else every time.</summary>
internal sealed record MagicRule(string Name, FaultPlan Plan, bool WritesOnly = false, bool Once = false);
