using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>Many lines that the bank books as one: card batches less charges and VAT, the post's remittance lists, and what goes on to the treasury.</summary>
internal sealed class Settling(MatchingDraft draft)
{
    private const int MostDays = 31;

    private readonly SideLines _bank = draft.Bank;

    public void Run()
    {
        var credits = Credits();
        Batches(credits);
        Remittances(credits);
    }

    // A batch is known by terminal and number; a bank names both, or the merchant alone for several.
    private void Batches(Dictionary<string, List<int>> credits)
    {
        var batches = draft.Acquirer.Open(LineEnd.Onward).GroupBy(index => (draft.Acquirer[index].Slip?.Terminal ?? "", draft.Acquirer[index].Slip?.Batch ?? ""))
            .Select(lines => new Group(
                [.. lines.Select(index => new Spot(draft.Acquirer, index, LineEnd.Onward))], lines.Sum(index => Net(draft.Acquirer[index])),
                lines.Min(index => draft.Acquirer[index].Day), lines.Key.Item1, lines.Key.Item2)).ToList();
        var left = new List<Group>();
        foreach (var batch in batches)
        {
            var named = batch.Name.Length == 0 || batch.Number.Length == 0 ? []
                : Of(credits, batch.Name).Intersect(Of(credits, batch.Number)).Where(credit => IsInTime(batch.Day, credit)).ToList();
            if (named.Count == 0)
            {
                left.Add(batch);
                continue;
            }

            Settle(MatchRule.BatchNet, MatchSignals.TerminalTrace | MatchSignals.Sum | Days(batch.Day, named), batch, named);
        }

        foreach (var merchant in draft.Input.Terms.Merchants.Concat(left.Select(batch => batch.Name)).Where(name => name.Length > 0).Distinct().Order(StringComparer.Ordinal))
        {
            foreach (var credit in Of(credits, merchant).ToList())
            {
                var near = left.Where(batch => batch.Lines[0].IsOpen && IsInTime(batch.Day, credit) && (merchant == batch.Name || draft.Input.Terms.Merchants.Contains(merchant))).ToList();
                var chosen = SubsetSum.Only([.. near.Select(batch => batch.Sum)], _bank[credit].Amount);
                if (chosen.Count > 0)
                {
                    var lines = chosen.SelectMany(place => near[place].Lines).ToArray();
                    draft.Match(MatchRule.BatchesNet, MatchSignals.Named | MatchSignals.Sum, _bank[credit].Amount, [new(_bank, credit, LineEnd.Purpose), .. lines]);
                    Join(lines, credit);
                }
            }
        }
    }

    private void Remittances(Dictionary<string, List<int>> credits)
    {
        var sheets = draft.Hub.Open(LineEnd.Onward).Where(index => draft.Hub[index].Sheet is not null).GroupBy(index => draft.Hub[index].Sheet!).Select(lines => new Group(
            [.. lines.Select(index => new Spot(draft.Hub, index, LineEnd.Onward))], lines.Sum(index => draft.Hub[index].Amount), lines.Min(index => draft.Hub[index].Day), lines.Key, ""));
        foreach (var sheet in sheets)
        {
            var named = Of(credits, MoneyNames.Squeeze(sheet.Name)).Where(credit => _bank[credit].Day >= sheet.Day.AddDays(-Likeness.NearDays)).ToList();
            if (named.Count > 0)
            {
                Settle(MatchRule.PostRemittance, MatchSignals.Named | MatchSignals.Sum | Days(sheet.Day, named), sheet, named);
            }
        }
    }

    /// <summary>Debits to the treasury: the money of some days in a row less the share that is kept.</summary>
    public void Treasury()
    {
        foreach (var terms in draft.Input.Terms.Treasury.OrderBy(terms => terms.Account, StringComparer.Ordinal))
        {
            var names = terms.Names.Select(MoneyNames.Squeeze).ToHashSet(StringComparer.Ordinal);
            var debits = _bank.Open(LineEnd.Purpose).Where(index => _bank[index].Amount < 0 && MoneyNames.IsAccount(_bank[index].Account, terms.Account)
                && _bank[index].Text is { } text && MoneyNames.Words(text).Any(names.Contains)).OrderBy(index => _bank[index].Day).ToList();
            foreach (var debit in debits)
            {
                var days = _bank.Open(LineEnd.Onward).Where(index => MoneyNames.IsAccount(_bank[index].Account, terms.Account) && _bank[index].Day <= _bank[debit].Day)
                    .GroupBy(index => _bank[index].Day).OrderBy(day => day.Key).TakeLast(MostDays).Select(day => (Lines: day.ToList(), Sum: day.Sum(index => _bank[index].Amount))).ToList();
                Spot own = new(_bank, debit, LineEnd.Purpose);
                if (Range(days.ConvertAll(day => day.Sum), -_bank[debit].Amount, terms.ShareKept) is var (from, count))
                {
                    draft.Match(
                        MatchRule.Treasury, MatchSignals.Named | MatchSignals.Sum | MatchSignals.Account, _bank[debit].Amount,
                        [own, .. days.GetRange(from, count).SelectMany(day => day.Lines).Select(index => new Spot(_bank, index, LineEnd.Onward))]);
                }
            }
        }
    }

    /// <summary>What is left of a sum when the share kept is taken off, that share rounded down to whole đồng.</summary>
    public static long Rest(long sum, int shareKept) => sum - (long)((Int128)sum * shareKept / 10_000);

    // The only days in a row whose rest is the sum; at most 496 rows are looked at.
    private static (int From, int Count)? Range(List<long> sums, long wanted, int shareKept)
    {
        (int From, int Count)? found = null;
        for (var from = 0; from < sums.Count; from++)
        {
            var sum = 0L;
            for (var to = from; to < sums.Count; to++)
            {
                sum += sums[to];
                if (Rest(sum, shareKept) == wanted)
                {
                    if (found is not null)
                    {
                        return null;
                    }

                    found = (from, to - from + 1);
                }
            }
        }

        return found;
    }

    private static long Net(MoneyLine line) => line.Amount - (line.Slip?.Charge ?? 0) - (line.Slip?.Vat ?? 0);

    private void Settle(MatchRule rule, MatchSignals signals, Group group, List<int> credits)
    {
        var difference = credits.Sum(credit => _bank[credit].Amount) - group.Sum;
        Spot[] spots = [.. credits.Select(credit => new Spot(_bank, credit, LineEnd.Purpose)), .. group.Lines];
        if (difference == 0)
        {
            draft.Match(rule, signals, group.Sum, spots);
        }
        else
        {
            draft.Hold(difference < 0 ? DiscrepancyKind.SettlementShort : DiscrepancyKind.Amount, difference, credits.Min(credit => _bank[credit].Day), spots);
        }

        Join(group.Lines, credits[0]);
    }

    private static void Join(Spot[] lines, int credit)
    {
        foreach (var spot in lines)
        {
            spot.Side.Partner[(int)LineEnd.Onward][spot.Index] = credit;
        }
    }

    // Only credits that bear no reference of ours: those are somebody's payment.
    private Dictionary<string, List<int>> Credits()
    {
        var names = draft.Acquirer.Open(LineEnd.Onward).Select(index => draft.Acquirer[index].Slip).SelectMany(slip => (string?[])[slip?.Terminal, slip?.Batch]).OfType<string>()
            .Concat(draft.Input.Terms.Merchants).Concat(draft.Hub.Open(LineEnd.Onward).Select(index => draft.Hub[index].Sheet).OfType<string>().Select(MoneyNames.Squeeze)).ToHashSet(StringComparer.Ordinal);
        var credits = new Dictionary<string, List<int>>(StringComparer.Ordinal);
        foreach (var index in names.Count == 0 ? [] : _bank.Open(LineEnd.Purpose).Where(index => _bank[index] is { Amount: > 0, IsReversal: false, Text: not null } && _bank.Mark(index) is null))
        {
            foreach (var name in MoneyNames.Words(_bank[index].Text!).Where(names.Contains).Distinct())
            {
                if (!credits.TryGetValue(name, out var named))
                {
                    credits[name] = named = [];
                }

                named.Add(index);
            }
        }

        return credits;
    }

    private IEnumerable<int> Of(Dictionary<string, List<int>> credits, string name) => (credits.GetValueOrDefault(name) ?? []).Where(credit => _bank.IsOpen(credit, LineEnd.Purpose));

    private bool IsInTime(DateOnly day, int credit) => _bank[credit].Day >= day && _bank[credit].Day.DayNumber - day.DayNumber <= MostDays;

    private MatchSignals Days(DateOnly day, List<int> credits) => credits.TrueForAll(credit => _bank[credit].Day == day) ? MatchSignals.Day
        : credits.TrueForAll(credit => _bank[credit].Day.DayNumber - day.DayNumber <= Likeness.NearDays) ? MatchSignals.NearDay : MatchSignals.None;

    private sealed record Group(Spot[] Lines, long Sum, DateOnly Day, string Name, string Number);
}
