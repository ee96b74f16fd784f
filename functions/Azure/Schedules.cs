using Hub.Postal.Tracking;

namespace Hub.Functions.Azure;

/// <summary>Every schedule of the hub. What is due is known by the store, so a poke too many does nothing and a missed one is made up by the next.</summary>
public static class Schedules
{
    public static readonly IReadOnlyList<Schedule> All =
    [
        new("relay", "0 * * * * *", ["relay:", "lane:"], IsWaitedFor: false),
        new("rescue", "30 * * * * *", ["rescue"]),
        new("redrive", "15 * * * * *", ["redrive"]),
        new("prune", "0 */10 * * * *", ["prune"]),
        new("procedure-sync", "0 5,20,35,50 * * * *", ["procedure-sync"]),
        new("verify", "0 3/10 * * * *", ["national-portal-verify"]),
        new("postal-watch", "0 4/10 * * * *", ["postal-watch", ReviewStep.Prefix]),
        new("postal-feed", "0 2/10 * * * *", [FeedStep.Prefix]),
        new("postal-poll", "0 6/10 * * * *", [PollStep.Prefix]),
    ];
}
