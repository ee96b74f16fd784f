using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>Lines beside those of a match, each with the first thing that speaks against it. The sides are in order of account, amount and day, so the next in that order are the nearest.</summary>
internal sealed class Neighbours(MatchingDraft draft)
{
    private const int Reach = 3;

    public IReadOnlyList<NearMiss> Of(DraftMatch match)
    {
        var near = new List<NearMiss>(0);
        if (match.Fees.Length > 0)
        {
            Fees(match, near);
        }
        else if (match.Spots is [{ End: LineEnd.Onward } one, { End: LineEnd.Purpose } other] && match.Rule is not MatchRule.Treasury)
        {
            Pair(match.Rule, one, other, near);
        }
        else if (match.Spots[0] is { Side.Side: LineSide.Bank } credit)
        {
            Credits(credit, near);
        }

        return near.Count == 0 ? [] : near;
    }

    private static void Pair(MatchRule rule, Spot one, Spot other, List<NearMiss> near)
    {
        foreach (var index in Around(other.Index, other.Side.Count))
        {
            if (IsNear(other, index))
            {
                near.Add(new(other.Side.Side, other.Side[index].Id, Why(rule, one, other.Side, index)));
            }

            if (near.Count == Match.MostNear)
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

    private static void Credits(Spot credit, List<NearMiss> near)
    {
        foreach (var index in Around(credit.Index, credit.Side.Count))
        {
            if (IsNear(credit, index) && near.Count < Match.MostNear)
            {
                var why = credit.Side[index].Amount != credit.Line.Amount ? Exclusion.AmountDiffers
                    : credit.Side.State(index, LineEnd.Purpose) is EndState.Matched ? Exclusion.UsedElsewhere : Exclusion.NothingCommon;
                near.Add(new(credit.Side.Side, credit.Side[index].Id, why));
            }
        }
    }

    private void Fees(DraftMatch match, List<NearMiss> near)
    {
        var own = match.Fees[0];
        foreach (var index in Around(own, draft.Fees.Count))
        {
            if (!match.Fees.Contains(index) && near.Count < Match.MostNear && draft.Fees[index].Account == draft.Fees[own].Account)
            {
                near.Add(new(LineSide.Fee, draft.Fees[index].Id, draft.Fees[index].Amount != draft.Fees[own].Amount ? Exclusion.AmountDiffers : Exclusion.ReferenceDiffers));
            }
        }
    }

    private static bool IsNear(Spot spot, int index) =>
        spot.Side.Account(index) == spot.Side.Account(spot.Index) && Math.Abs(spot.Side[index].Day.DayNumber - spot.Line.Day.DayNumber) <= Likeness.FarDays;

    private static IEnumerable<int> Around(int index, int count)
    {
        for (var step = 1; step <= Reach; step++)
        {
            if (index - step >= 0)
            {
                yield return index - step;
            }

            if (index + step < count)
            {
                yield return index + step;
            }
        }
    }
}
