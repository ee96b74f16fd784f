using Hub.Core.Clocks;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Functions.Parties;
using Hub.Functions.Settings;
using Hub.Functions.Trust.Heads;

namespace Hub.Functions.Steps;

/// <summary>Every loop of this instance. In a shared store the chores that press a partner or judge by counting run at one instance at a time.</summary>
internal sealed class StepSet(IEnumerable<IStep> steps, LaneSet lanes, ITimers timers, HubSettings settings, ClockWatch watch, TimeProvider clock)
{
    private static readonly TimeSpan Lease = TimeSpan.FromMinutes(10);
    private static readonly string[] OfTheHub = ["redrive", "prune", AuditHeadStep.StepName, "servicebus:events"];

    public IReadOnlyList<IStep> All { get; } =
    [
        .. steps.Select(step => settings.Store is not StoreKind.Sqlite && IsSole(step.Name, settings.Wings) ? new SoleStep(step, timers, clock, Lease)
            : step is RescueStep ? new TimelyStep(step, watch, clock) : step),
        .. lanes.Relays.Select(relay => new TimelyStep(relay, watch, clock)),
        .. lanes.Steps,
    ];

    private static bool IsSole(string name, Wings wings) => OfTheHub
        .Concat(wings.Parties.All.SelectMany(party => party.Steps).Where(step => step.AtOneInstance).Select(step => step.Name))
        .Any(sole => IsMeant(name, sole));

    /// <param name="pattern">The name of a step; one that ends in <c>:</c> means every step whose name begins so.</param>
    public static bool IsMeant(string step, string pattern) => pattern.EndsWith(':') ? step.StartsWith(pattern, StringComparison.Ordinal) : step == pattern;
}
