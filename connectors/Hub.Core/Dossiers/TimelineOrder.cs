namespace Hub.Core.Dossiers;

/// <summary>
/// Puts a dossier's events in the order in which the acts followed each other. Their own times alone do not say it: partners tell whole seconds, and
/// clocks differ.
/// </summary>
internal static class TimelineOrder
{
    public static List<TimelineData> ByAct(IEnumerable<TimelineData> events)
    {
        var acts = new List<(TimelineData Data, DateTimeOffset At)>();
        var threads = new Dictionary<string, DateTimeOffset>(StringComparer.Ordinal);
        foreach (var e in events.OrderBy(e => e.Stored.Seq))
        {
            // Nothing is told before it happened; and of one thing the hub tells one step after the other.
            var at = e.Stored.At < e.Stored.ReceivedAt ? e.Stored.At : e.Stored.ReceivedAt;
            if (e.Text("number") is { } thread)
            {
                at = threads.TryGetValue(thread, out var before) && before > at ? before : at;
                threads[thread] = at;
            }

            acts.Add((e, at));
        }

        return [.. acts.OrderBy(act => act.At).ThenBy(act => act.Data.Type is Events.EventTypes.DossierReceived ? 0 : 1).ThenBy(act => act.Data.Stored.Seq).Select(act => act.Data)];
    }
}
