using Hub.Core.Parties;
using Hub.Functions.Trust.Heads;

namespace Hub.Functions.Azure;

/// <summary>Every schedule of the hub. What is due is known by the store, so a poke too many does nothing and a missed one is made up by the next.</summary>
public static class Schedules
{
    private static readonly Schedule[] OfTheHub =
    [
        new("relay", "0 * * * * *", ["relay:", "lane:"], IsWaitedFor: false),
        new("rescue", "30 * * * * *", ["rescue"]),
        new("redrive", "15 * * * * *", ["redrive"]),
        new("prune", "0 */10 * * * *", ["prune"]),
        new("approvals", "45 */5 * * * *", ["approvals"]),
        new(AuditHeadStep.StepName, "45 */10 * * * *", [AuditHeadStep.StepName]),
    ];

    public static IReadOnlyList<Schedule> Of(PartyList parties) =>
    [
        .. OfTheHub,
        .. from party in parties.All
           from schedule in party.Schedules
           select new Schedule(schedule.Name, schedule.Cron, [.. party.Steps.Where(step => step.Schedule == schedule.Name).Select(step => step.Name)]),
    ];
}
