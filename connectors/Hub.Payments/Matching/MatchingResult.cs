namespace Hub.Payments.Matching;

/// <summary>What a run found: every end of every line is matched, waiting, or held by a discrepancy.</summary>
/// <param name="Discrepancies">In order of their keys.</param>
public sealed record MatchingResult(IReadOnlyList<Match> Matches, IReadOnlyList<Waiting> Waiting, IReadOnlyList<Discrepancy> Discrepancies, IReadOnlyList<ThreeWay> ThreeWays)
{
    /// <summary>Counts and sums by level.</summary>
    public IEnumerable<(MatchLevel Level, int Count, long Sum)> ByLevel() =>
        Matches.GroupBy(match => match.Level).OrderBy(level => level.Key).Select(level => (level.Key, level.Count(), level.Sum(match => match.Amount)));

    public IEnumerable<(DiscrepancyKind Kind, int Count, long Sum)> ByKind() =>
        Discrepancies.GroupBy(found => found.Kind).OrderBy(kind => kind.Key).Select(kind => (kind.Key, kind.Count(), kind.Sum(found => found.Amount)));

    /// <summary>
    /// Everything by which the run breaks the conservation of money, in words for a log: an end that is used twice or nowhere, and sums that are not those of the lines.
    /// Empty when every đồng of every side is in exactly one place.
    /// </summary>
    public IEnumerable<string> Faults(MatchingInput input)
    {
        var places = new Dictionary<Claim, int>();
        foreach (var claim in Matches.SelectMany(match => match.Claims).Concat(Waiting.Select(waiting => waiting.Claim)).Concat(Discrepancies.SelectMany(found => found.Holds)))
        {
            places[claim] = places.GetValueOrDefault(claim) + 1;
        }

        foreach (var side in Enum.GetValues<LineSide>().Where(side => side is not LineSide.Fee))
        {
            foreach (var end in Enum.GetValues<LineEnd>())
            {
                var (expected, found) = ((Int128)0, (Int128)0);
                foreach (var line in input.Lines.Where(line => line.Side == side && LineEnds.Has(line, end, input.Terms)))
                {
                    var claim = new Claim(side, line.Id, end);
                    var times = places.GetValueOrDefault(claim);
                    expected += line.Amount;
                    found += (Int128)line.Amount * times;
                    if (times != 1)
                    {
                        yield return $"{claim} is in {times} places";
                    }

                    places.Remove(claim);
                }

                if (expected != found)
                {
                    yield return $"{side} {end}: {expected} came, {found} is placed";
                }
            }
        }

        foreach (var claim in places.Where(place => place.Key.Side is not LineSide.Fee || place.Value > 1))
        {
            yield return $"{claim.Key} is in {claim.Value} places";
        }
    }
}
