using Hub.Sandbox.Faults;

namespace Hub.Sandbox.Post;

/// <summary>What a number scripts for a booking; <paramref name="Times"/> is how often, null for every time.</summary>
internal sealed record PostMagicRule(string Name, FaultPlan Plan, int? Times = 1)
{
    /// <summary>Whether the booking takes place and only its answer suffers.</summary>
    public bool IsAfterwards => Plan.Kind is FaultKind.AppliedNoAnswer or FaultKind.AppliedServerError or FaultKind.AppliedLate;
}
