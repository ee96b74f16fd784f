using Hub.Payments.Model;
using Hub.Payments.References;

namespace Hub.Payments.Matching;

/// <summary>
/// Compares what was asked, told and booked. Pure: the same lines give the same answer, in whatever order they come. Levels are asked from the one that proves most; equal
/// candidates are never guessed. Time and memory grow with the lines alone.
/// </summary>
/// <param name="prefix">Of the centre's payment references.</param>
public sealed class Matcher(string prefix, ExpectedArrival arrivals)
{
    private readonly ReferenceReader _reader = new(prefix);

    /// <exception cref="ArgumentException">Two lines of a side, or two fees, have one id, or two fees one reference.</exception>
    public MatchingResult Run(MatchingInput input)
    {
        var draft = new MatchingDraft(input, _reader, prefix, arrivals);
        var back = new TakenBack(draft);
        var settling = new Settling(draft);
        back.HoldRepeated();
        new Pairing(draft, draft.Acquirer).Run();
        new Pairing(draft, draft.Bank).Run();
        back.Run();
        settling.Run();
        new Purposes(draft).Run();
        settling.Treasury();
        new Remainder(draft).Run();
        return Result(draft);
    }

    private static MatchingResult Result(MatchingDraft draft)
    {
        var near = new Neighbours(draft);
        var matches = draft.Matches.ConvertAll(match => new Match(match.Rule, match.Signals, match.Amount, Claims(draft, match), near.Of(match)));
        return new(matches, draft.Waiting, [.. draft.Discrepancies.OrderBy(found => found.Key, StringComparer.Ordinal)], [.. Ways(draft)]);
    }

    private static Claim[] Claims(MatchingDraft draft, DraftMatch match)
    {
        var claims = new Claim[match.Spots.Length + match.Fees.Length];
        for (var at = 0; at < match.Spots.Length; at++)
        {
            claims[at] = match.Spots[at].Claim;
        }

        for (var at = 0; at < match.Fees.Length; at++)
        {
            claims[match.Spots.Length + at] = new(LineSide.Fee, draft.Fees[match.Fees[at]].Id, LineEnd.Onward);
        }

        return claims;
    }

    private static IEnumerable<ThreeWay> Ways(MatchingDraft draft)
    {
        for (var index = 0; index < draft.Hub.Count; index++)
        {
            foreach (var fee in draft.Hub.Fees[index] ?? [])
            {
                var onward = draft.Hub.Partner[(int)LineEnd.Onward][index];
                var slip = draft.Hub[index].Method is PaymentMethod.Card ? onward : SideLines.Nobody;
                var bank = slip != SideLines.Nobody ? draft.Acquirer.Partner[(int)LineEnd.Onward][slip] : draft.Hub[index].Method is PaymentMethod.Card ? SideLines.Nobody : onward;
                yield return new(
                    draft.Fees[fee].Id, draft.Hub[index].Id, slip == SideLines.Nobody ? null : draft.Acquirer[slip].Id, bank == SideLines.Nobody ? null : draft.Bank[bank].Id, draft.Fees[fee].Receipt);
            }
        }

        for (var index = 0; index < draft.Bank.Count; index++)
        {
            foreach (var fee in draft.Bank.Fees[index] ?? [])
            {
                yield return new(draft.Fees[fee].Id, null, null, draft.Bank[index].Id, draft.Fees[fee].Receipt);
            }
        }
    }
}
