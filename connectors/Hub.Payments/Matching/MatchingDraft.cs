using Hub.Payments.References;

namespace Hub.Payments.Matching;

/// <summary>What a run has found so far. Every step takes open ends and leaves none taken twice.</summary>
internal sealed class MatchingDraft
{
    public MatchingDraft(MatchingInput input, ReferenceReader reader, string prefix, ExpectedArrival arrivals)
    {
        (Input, Reader, Arrivals) = (input, reader, arrivals);
        Fees = new FeeSet(input.Fees, prefix);
        Hub = new SideLines(LineSide.Hub, input.Lines, reader, input.Terms);
        Acquirer = new SideLines(LineSide.Acquirer, input.Lines, reader, input.Terms);
        Bank = new SideLines(LineSide.Bank, input.Lines, reader, input.Terms);
    }

    public MatchingInput Input { get; }

    public ReferenceReader Reader { get; }

    public ExpectedArrival Arrivals { get; }

    public FeeSet Fees { get; }

    public SideLines Hub { get; }

    public SideLines Acquirer { get; }

    public SideLines Bank { get; }

    public List<DraftMatch> Matches { get; } = [];

    public List<Waiting> Waiting { get; } = [];

    public List<Discrepancy> Discrepancies { get; } = [];

    public void Match(MatchRule rule, MatchSignals signals, long amount, Spot[] spots, params int[] fees)
    {
        foreach (var spot in spots)
        {
            spot.Side.Take(spot.Index, spot.End, EndState.Matched);
        }

        foreach (var fee in fees)
        {
            Fees.Taken[fee] = true;
        }

        Matches.Add(new DraftMatch(rule, signals, amount, spots, fees));
    }

    public void Hold(DiscrepancyKind kind, long amount, DateOnly day, IReadOnlyList<Spot> spots, IReadOnlyList<NearMiss>? candidates = null, IReadOnlyList<string>? about = null)
    {
        foreach (var spot in spots)
        {
            spot.Side.Take(spot.Index, spot.End, EndState.Held);
        }

        var holds = spots.Select(spot => spot.Claim).OrderBy(claim => claim.ToString(), StringComparer.Ordinal).ToList();
        Discrepancies.Add(new Discrepancy(kind, amount, day, holds, about ?? [.. holds.Select(claim => $"{claim}")], candidates ?? []));
    }

    public void Find(DiscrepancyKind kind, long amount, DateOnly day, params IReadOnlyList<string> about) => Discrepancies.Add(new Discrepancy(kind, amount, day, [], about, []));

    public void Wait(Spot spot, DateOnly until)
    {
        spot.Side.Take(spot.Index, spot.End, EndState.Waiting);
        Waiting.Add(new Waiting(spot.Claim, spot.Line.Amount, until));
    }

    /// <summary>Not yet, or no longer, and the bank's file that would tell has not come: what waits for a file is told of once, by the file.</summary>
    public void WaitOrHold(DiscrepancyKind kind, long amount, IReadOnlyList<Spot> spots)
    {
        var until = spots.Max(spot => Arrivals.Of(spot.Line, Input.Terms));
        if (Input.Today <= until || spots.Any(spot => MissesFile(spot.Line, until)))
        {
            foreach (var spot in spots)
            {
                Wait(spot, until);
            }

            return;
        }

        Hold(kind, amount, spots.Min(spot => spot.Line.Day), spots);
    }

    private bool MissesFile(MoneyLine line, DateOnly until) => Input.Files.Any(file => !file.HasCome && file.Day >= line.Day && file.Day <= until
        && (file.Side is LineSide.Bank ? Letters.MoneyNames.IsAccount(file.Owner, line.Account) && (line.Side is LineSide.Acquirer || line.Slip is null) : file.Owner == line.Slip?.Terminal && line.Side is LineSide.Hub));
}

internal sealed record DraftMatch(MatchRule Rule, MatchSignals Signals, long Amount, Spot[] Spots, int[] Fees);
