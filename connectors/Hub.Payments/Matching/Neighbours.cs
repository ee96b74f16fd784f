using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>Lines beside those of a match, each with the first thing that speaks against it. The sides are in order of account, amount and day, so the next in that order are the nearest.</summary>
internal sealed class Neighbours(MatchingDraft draft)
{
    private const int Reach = 3;

    private readonly List<NearMiss> _near = new(Match.MostNear);

    public IReadOnlyList<NearMiss> Of(DraftMatch match)
    {
        _near.Clear();
        if (match.Fees.Length > 0)
        {
            Fees(match);
        }
        else if (match.Spots is [{ End: LineEnd.Onward } one, { End: LineEnd.Purpose } other] && match.Rule is not MatchRule.Treasury)
        {
            Pair(match.Rule, one, other);
        }
        else if (match.Spots[0] is { Side.Side: LineSide.Bank } credit)
        {
            Credits(credit);
        }

        return _near.Count == 0 ? [] : _near.ToArray();
    }

    private void Pair(MatchRule rule, Spot one, Spot other)
    {
        for (var step = 0; step < 2 * Reach; step++)
        {
            var index = Beside(other.Index, step);
            if (index >= 0 && index < other.Side.Count && IsNear(other, index))
            {
                _near.Add(new(other.Side.Side, other.Side[index].Id, Why(rule, one, other.Side, index)));
            }

            if (_near.Count == Match.MostNear)
            {
                return;
            }
        }
    }

    private static Exclusion Why(MatchRule rule, Spot one, SideLines side, int index) =>
        Likeness.Against(rule, one.Side, one.Index, side, index)
            ?? (one.Side.Mark(one.Index) is { } mark && side.Mark(index) is { } told && mark != told ? Exclusion.ReferenceDiffers
            : one.Line.BankReference is { } reference && side[index].BankReference is { } known && !MoneyNames.IsSame(reference, known) ? Exclusion.BankReferenceDiffers
            : side.State(index, LineEnd.Purpose) is EndState.Matched ? Exclusion.UsedElsewhere
            : Exclusion.NothingCommon);

    private void Credits(Spot credit)
    {
        for (var step = 0; step < 2 * Reach; step++)
        {
            var index = Beside(credit.Index, step);
            if (index >= 0 && index < credit.Side.Count && IsNear(credit, index) && _near.Count < Match.MostNear)
            {
                var why = credit.Side[index].Amount != credit.Line.Amount ? Exclusion.AmountDiffers
                    : credit.Side.State(index, LineEnd.Purpose) is EndState.Matched ? Exclusion.UsedElsewhere : Exclusion.NothingCommon;
                _near.Add(new(credit.Side.Side, credit.Side[index].Id, why));
            }
        }
    }

    private void Fees(DraftMatch match)
    {
        var own = match.Fees[0];
        for (var step = 0; step < 2 * Reach; step++)
        {
            var index = Beside(own, step);
            if (index >= 0 && index < draft.Fees.Count && !match.Fees.Contains(index) && _near.Count < Match.MostNear && draft.Fees[index].Account == draft.Fees[own].Account)
            {
                _near.Add(new(LineSide.Fee, draft.Fees[index].Id, draft.Fees[index].Amount != draft.Fees[own].Amount ? Exclusion.AmountDiffers : Exclusion.ReferenceDiffers));
            }
        }
    }

    private static bool IsNear(Spot spot, int index) =>
        spot.Side.Account(index) == spot.Side.Account(spot.Index) && Math.Abs(spot.Side[index].Day.DayNumber - spot.Line.Day.DayNumber) <= Likeness.FarDays;

    // One before, one behind, two before and so on.
    private static int Beside(int index, int step) => step % 2 == 0 ? index - (step / 2) - 1 : index + (step / 2) + 1;
}
