namespace Hub.Payments.Matching;

/// <summary>What is left when everything was tried: it waits within its time, or it is a discrepancy. And what is wrong with what was matched.</summary>
internal sealed class Remainder(MatchingDraft draft)
{
    public void Run()
    {
        foreach (var index in draft.Hub.Open(LineEnd.Onward).ToList())
        {
            draft.WaitOrHold(DiscrepancyKind.MissingAtBank, draft.Hub[index].Amount, [new(draft.Hub, index, LineEnd.Onward)]);
        }

        foreach (var index in draft.Acquirer.Open(LineEnd.Purpose).ToList())
        {
            draft.Hold(DiscrepancyKind.MissingInHub, draft.Acquirer[index].Amount, draft.Acquirer[index].Day, [new(draft.Acquirer, index, LineEnd.Purpose)]);
        }

        foreach (var batch in draft.Acquirer.Open(LineEnd.Onward).GroupBy(index => (draft.Acquirer[index].Slip?.Terminal, draft.Acquirer[index].Slip?.Batch)).ToList())
        {
            draft.WaitOrHold(DiscrepancyKind.MissingAtBank, batch.Sum(index => draft.Acquirer[index].Amount), [.. batch.Select(index => new Spot(draft.Acquirer, index, LineEnd.Onward))]);
        }

        Debits();
        foreach (var day in draft.Bank.Open(LineEnd.Onward).GroupBy(index => (draft.Bank.Account(index), draft.Bank[index].Day)).ToList())
        {
            draft.WaitOrHold(DiscrepancyKind.Late, day.Sum(index => draft.Bank[index].Amount), [.. day.Select(index => new Spot(draft.Bank, index, LineEnd.Onward))]);
        }

        Files();
        Charges();
        Late();
        Receipts();
    }

    private void Debits()
    {
        foreach (var index in draft.Bank.Open(LineEnd.Purpose).ToList())
        {
            var line = draft.Bank[index];
            Spot own = new(draft.Bank, index, LineEnd.Purpose);
            if (line.IsCharge && (draft.Input.Terms.Charges is not { } agreed || agreed.Contains(-line.Amount)))
            {
                draft.Match(MatchRule.AgreedCharge, MatchSignals.Named | MatchSignals.Amount | MatchSignals.Account, line.Amount, [own]);
            }
            else
            {
                draft.Hold(line.IsCharge ? DiscrepancyKind.BankFeeWrong : DiscrepancyKind.Unidentified, line.Amount, line.Day, [own]);
            }
        }
    }

    private void Files()
    {
        foreach (var file in draft.Input.Files.Where(file => !file.HasCome && draft.Input.Today > file.Due).OrderBy(file => file.Day).ThenBy(file => file.Side).ThenBy(file => file.Owner, StringComparer.Ordinal))
        {
            draft.Find(DiscrepancyKind.MissingFile, 0, file.Day, $"{(file.Side is LineSide.Bank ? "statement" : "settlement")}/{file.Owner}/{file.Day:yyyy-MM-dd}");
        }
    }

    private void Charges()
    {
        if (draft.Input.Terms.AcquirerRate is not { } rate)
        {
            return;
        }

        for (var index = 0; index < draft.Acquirer.Count; index++)
        {
            if (draft.Acquirer[index] is { Amount: > 0, Slip: { } slip } line)
            {
                var charge = line.Amount * rate / 10_000;
                if (slip.Charge + slip.Vat - charge - (charge * draft.Input.Terms.VatRate / 10_000) is not 0 and var difference)
                {
                    draft.Find(DiscrepancyKind.BankFeeWrong, difference, line.Day, $"{draft.Acquirer.Claim(index, LineEnd.Onward)}");
                }
            }
        }
    }

    private void Late()
    {
        foreach (var match in draft.Matches)
        {
            var (arrived, until) = (default(DateOnly?), default(DateOnly?));
            foreach (var spot in match.Rule is MatchRule.Treasury ? [] : match.Spots)
            {
                if (spot.End is LineEnd.Onward)
                {
                    until = Later(until, draft.Arrivals.Of(spot.Line, draft.Input.Terms));
                }
                else if (spot.Side.Side is LineSide.Bank)
                {
                    arrived = Later(arrived, spot.Line.Day);
                }
            }

            if (arrived is { } day && until is { } last && day > last)
            {
                draft.Find(DiscrepancyKind.Late, match.Amount, day, [.. match.Spots.Where(spot => spot.Side.Side is LineSide.Bank).Select(spot => $"{spot.Claim}")]);
            }
        }
    }

    private static DateOnly Later(DateOnly? known, DateOnly day) => known is { } last && last > day ? last : day;

    private void Receipts()
    {
        for (var fee = 0; fee < draft.Fees.Count; fee++)
        {
            if (draft.Fees[fee] is { Receipt: var receipt } due && (receipt.IsInForce ? !draft.Fees.Taken[fee] : receipt.State is EReceiptState.Cancelled && draft.Fees.Taken[fee]))
            {
                draft.Find(DiscrepancyKind.ReceiptDiffers, due.Amount, draft.Input.Today, $"{new Claim(LineSide.Fee, due.Id, LineEnd.Onward)}", $"receipt/{receipt.Number}");
            }
        }
    }
}
