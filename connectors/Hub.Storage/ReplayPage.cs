using Hub.Core.Events;

namespace Hub.Storage;

/// <summary>An event of the period that a replay looks at, in the order of time and number.</summary>
/// <param name="At">As the store writes times.</param>
internal sealed record ToldEvent(long Seq, string Id, string Type, string? Subject, string? TraceParent, long At);

/// <summary>What one go of a replay sends. It looks at so many events and no more, however few of them the subscription asks for: other work waits for it.</summary>
/// <param name="Events">In the order in which they were accepted.</param>
/// <param name="Last">The last one looked at; null when the period is over.</param>
internal sealed record ReplayPage(IReadOnlyList<ToldEvent> Events, ToldEvent? Last)
{
    public const int Look = 10_000;

    /// <param name="found">At most <see cref="Look"/>.</param>
    public static ReplayPage Of(IReadOnlyList<ToldEvent> found, Subscription subscription, int most)
    {
        var (asked, looked) = (new List<ToldEvent>(), 0);
        while (looked < found.Count && asked.Count < most)
        {
            var told = found[looked++];
            if (subscription.Types.Contains("*") || subscription.Types.Contains(told.Type))
            {
                asked.Add(told);
            }
        }

        return new([.. asked.OrderBy(told => told.Seq)], looked < found.Count || found.Count == Look ? found[looked - 1] : null);
    }
}
