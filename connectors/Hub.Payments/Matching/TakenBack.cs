using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>Sales that were voided, and money that a bank or an acquirer took back. What was taken back pays no fee.</summary>
internal sealed class TakenBack(MatchingDraft draft)
{
    /// <summary>What an acquirer's file tells twice under one number is one slip and a repetition.</summary>
    public void HoldRepeated()
    {
        var seen = new HashSet<(string Rrn, string? Trace, long Amount)>();
        foreach (var index in draft.Acquirer.Open(LineEnd.Purpose))
        {
            var line = draft.Acquirer[index];
            if (line.Slip?.Rrn is { } rrn && !seen.Add((rrn, Likeness.Trace(line), line.Amount)))
            {
                draft.Hold(DiscrepancyKind.DuplicatePayment, line.Amount, line.Day, [new(draft.Acquirer, index, LineEnd.Purpose)]);
            }
        }
    }

    public void Run()
    {
        Void();
        var debits = draft.Bank.Open(LineEnd.Purpose).Where(index => draft.Bank[index].Amount < 0 || draft.Bank[index].IsReversal).ToList();
        if (debits.Count == 0)
        {
            return;
        }

        var (names, slips, marks) = (new Dictionary<string, List<Spot>>(StringComparer.Ordinal), new Dictionary<string, List<Spot>>(StringComparer.Ordinal), new Dictionary<string, List<Spot>>(StringComparer.Ordinal));
        foreach (var spot in Payers())
        {
            var told = spot.Side.Partner[(int)LineEnd.Onward][spot.Index];
            var itself = spot.Side.Side is LineSide.Hub && told != SideLines.Nobody && spot.Line.Slip is null ? draft.Bank[told].BankReference : null;
            Add(names, spot.Line.BankReference, spot);
            Add(names, MoneyNames.IsSame(itself, spot.Line.BankReference) ? null : itself, spot);
            Add(slips, spot.Line.Slip?.Rrn, spot);
            Add(marks, spot.Side.Mark(spot.Index), spot);
        }

        foreach (var debit in debits)
        {
            var line = draft.Bank[debit];
            var words = line.Text is null ? [] : MoneyNames.Words(line.Text).ToList();
            var named = Found(words.Append(MoneyNames.Squeeze(line.BankReference ?? "")), line.IsReversal ? names : [], line).Concat(Found(words, slips, line)).Distinct().ToList();
            var found = named.Count > 0 || !line.IsReversal ? named : Found(draft.Bank.Mark(debit) is { } mark ? [MoneyNames.Squeeze(mark)] : [], marks, line).Distinct().ToList();
            Hold(debit, line, found);
        }
    }

    private void Hold(int debit, MoneyLine line, List<Spot> found)
    {
        // Of one payer's equal payments it does not matter which is taken back; of two payers' a person must say.
        var one = found.Count > 1 && found.Select(spot => spot.Side.Mark(spot.Index) ?? spot.Line.Id).Distinct().Count() > 1 ? null
            : found.OrderBy(spot => spot.Line.Day).ThenBy(spot => spot.Line.At ?? DateTimeOffset.MaxValue).ThenBy(spot => spot.Line.Id, StringComparer.Ordinal).Cast<Spot?>().LastOrDefault();
        if (one is not null || line.IsReversal)
        {
            draft.Hold(DiscrepancyKind.Reversal, line.Amount, line.Day, [new(draft.Bank, debit, LineEnd.Purpose), .. one is { } spot ? [spot] : Array.Empty<Spot>()],
                one is null ? [.. found.Take(Match.MostNear).Select(spot => new NearMiss(spot.Side.Side, spot.Line.Id, Exclusion.EqualToAnother))] : []);
        }
    }

    // A void of the sale's own batch ends both; a later one takes settled money back.
    private void Void()
    {
        var sales = draft.Hub.Open(LineEnd.Purpose).Where(index => draft.Hub[index] is { Amount: > 0, Slip: { Trace: not null, Voids: null } })
            .ToLookup(index => (draft.Hub[index].Slip!.Terminal, draft.Hub[index].Slip!.Trace, draft.Hub[index].Amount));
        foreach (var index in draft.Hub.Open(LineEnd.Purpose).Where(index => draft.Hub[index] is { Amount: < 0, Slip.Voids: not null }).ToList())
        {
            var line = draft.Hub[index];
            var open = sales[(line.Slip!.Terminal, line.Slip.Voids, -line.Amount)].Where(sale => draft.Hub.IsOpen(sale, LineEnd.Purpose)).ToList();
            var same = open.Where(sale => draft.Hub[sale].Slip!.Batch == line.Slip.Batch).ToList();
            Spot own = new(draft.Hub, index, LineEnd.Purpose);
            if (same is [var sale])
            {
                draft.Match(MatchRule.VoidedSale, MatchSignals.TerminalTrace | MatchSignals.Amount | MatchSignals.Day, line.Amount, [own, new(draft.Hub, sale, LineEnd.Purpose)]);
            }
            else
            {
                draft.Hold(DiscrepancyKind.Reversal, line.Amount, line.Day, [own, .. open is [var earlier] ? [new Spot(draft.Hub, earlier, LineEnd.Purpose)] : Array.Empty<Spot>()]);
            }
        }
    }

    // What pays: a notice, or the bank's line where nobody told of it.
    private IEnumerable<Spot> Payers() => draft.Hub.Open(LineEnd.Purpose).Select(index => new Spot(draft.Hub, index, LineEnd.Purpose))
        .Concat(draft.Bank.Open(LineEnd.Purpose).Where(index => draft.Bank[index] is { Amount: > 0, IsReversal: false }).Select(index => new Spot(draft.Bank, index, LineEnd.Purpose)));

    private static void Add(Dictionary<string, List<Spot>> index, string? name, Spot spot)
    {
        if (name is not null && MoneyNames.Squeeze(name) is { Length: >= MoneyNames.Least } key)
        {
            if (!index.TryGetValue(key, out var spots))
            {
                index[key] = spots = [];
            }

            spots.Add(spot);
        }
    }

    private static IEnumerable<Spot> Found(IEnumerable<string> names, Dictionary<string, List<Spot>> index, MoneyLine line) =>
        names.SelectMany(name => index.GetValueOrDefault(name) ?? []).Where(spot => spot.IsOpen && spot.Line.Amount == -line.Amount && spot.Line.Day <= line.Day.AddDays(Likeness.NearDays));
}
