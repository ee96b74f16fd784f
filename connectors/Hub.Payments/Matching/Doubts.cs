namespace Hub.Payments.Matching;

/// <summary>Lines of which several fit equally. All that hang together are one question for a person.</summary>
internal sealed class Doubts(MatchingDraft draft, SideLines hub, SideLines file)
{
    private readonly Dictionary<int, int> _parents = [];

    /// <summary>Two that fit and were not matched.</summary>
    public void Add(int h, int f)
    {
        var (one, other) = (Root(h), Root(hub.Count + f));
        _parents[Math.Max(one, other)] = Math.Min(one, other);
    }

    public void Hold()
    {
        foreach (var group in _parents.Keys.Order().GroupBy(Root).ToList())
        {
            var lines = group.Where(member => member < hub.Count).ToList();
            var others = group.Where(member => member >= hub.Count).Select(member => member - hub.Count).ToList();
            Spot[] spots = [.. lines.Select(h => new Spot(hub, h, LineEnd.Onward)), .. others.Select(f => new Spot(file, f, LineEnd.Purpose))];
            draft.Hold(
                DiscrepancyKind.Ambiguous, spots[0].Line.Amount, spots.Min(spot => spot.Line.Day), spots,
                [.. others.Take(Match.MostNear).Select(f => new NearMiss(file.Side, file[f].Id, Exclusion.EqualToAnother))]);
        }
    }

    private int Root(int member)
    {
        while (_parents.TryGetValue(member, out var parent) && parent != member)
        {
            member = parent;
        }

        _parents.TryAdd(member, member);
        return member;
    }
}
