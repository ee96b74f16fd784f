using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>What money is for: one payment of a fee, several parts of one, one payment of several fees. The payer is the notice, or the bank's line where nobody told of it.</summary>
internal sealed class Purposes(MatchingDraft draft)
{
    private readonly Spot[] _first = new Spot[draft.Fees.Count];
    private readonly Dictionary<int, List<Spot>> _more = [];
    private readonly List<(Spot Payer, int[] Fees)> _combined = [];

    // By terminal: whether one of its files has not come.
    private readonly Dictionary<string, bool> _awaited =
        draft.Input.Files.Where(file => file.Side is LineSide.Acquirer).GroupBy(file => file.Owner).ToDictionary(files => files.Key, files => files.Any(file => !file.HasCome), StringComparer.Ordinal);

    public void Run()
    {
        foreach (var payer in Payers())
        {
            Place(payer);
        }

        foreach (var (payer, fees) in _combined)
        {
            Combine(payer, fees);
        }

        for (var fee = 0; fee < _first.Length; fee++)
        {
            if (_first[fee].Side is not null)
            {
                Pay(fee, _more.TryGetValue(fee, out var more) ? InOrder(more.Append(_first[fee])) : [_first[fee]]);
            }
        }
    }

    private List<Spot> Payers() => [.. draft.Hub.Open(LineEnd.Purpose).Select(index => new Spot(draft.Hub, index, LineEnd.Purpose))
        .Concat(draft.Bank.Open(LineEnd.Purpose).Where(index => draft.Bank[index] is { Amount: > 0, IsReversal: false }).Select(index => new Spot(draft.Bank, index, LineEnd.Purpose)))
        .Where(payer => payer.Line.Amount > 0)];

    private void Place(Spot payer)
    {
        var line = payer.Line;
        var mark = payer.Side.Mark(payer.Index);
        if (line.Fee is null && mark is not null && draft.Fees.OfReference(mark) is { } fee)
        {
            Add(fee, payer);
            return;
        }

        int?[] found = line.Fee is { } named ? [draft.Fees.OfId(named)] : mark is null ? [] : [.. mark.Split(' ').Select(draft.Fees.OfReference)];
        int[] fees = [.. found.OfType<int>().Distinct().Order()];
        switch (fees)
        {
            case [var only]:
                Add(only, payer);
                break;
            case [_, _, ..]:
                _combined.Add((payer, fees));
                break;
            case [] when found.Length > 0:
                draft.Hold(DiscrepancyKind.MissingInHub, line.Amount, line.Day, [payer]);
                break;
            default:
                Unknown(payer, line);
                break;
        }
    }

    private void Add(int fee, Spot payer)
    {
        if (_first[fee].Side is null)
        {
            _first[fee] = payer;
        }
        else if (_more.TryGetValue(fee, out var payers))
        {
            payers.Add(payer);
        }
        else
        {
            _more[fee] = [payer];
        }
    }

    private void Unknown(Spot payer, MoneyLine line)
    {
        // A credit that names a terminal or a list waits for the file that explains it.
        if (payer.Side.Side is LineSide.Bank && line.Text is { } told && IsAwaited(line.Day, MoneyNames.Words(told)))
        {
            draft.Wait(payer, line.Day.AddDays(Likeness.NearDays));
            return;
        }

        var candidate = line.Text is { } text ? draft.Fees.Candidate(draft.Reader, text, line.Amount) : null;
        draft.Hold(DiscrepancyKind.Unidentified, line.Amount, line.Day, [payer], candidate is { } fee ? [new NearMiss(LineSide.Fee, draft.Fees[fee].Id, Exclusion.ReferenceDiffers)] : []);
    }

    private bool IsAwaited(DateOnly day, IEnumerable<string> words)
    {
        var isYoung = draft.Input.Today <= day.AddDays(Likeness.NearDays);
        return words.Any(word => (_awaited.TryGetValue(word, out var isMissing) && (isMissing || isYoung)) || (isYoung && draft.Input.Terms.Merchants.Contains(word)));
    }

    private void Combine(Spot payer, int[] fees)
    {
        var line = payer.Line;
        var isFree = fees.All(fee => _first[fee].Side is null && !draft.Fees.Taken[fee] && !IsCancelled(fee, line));
        if (isFree && fees.Sum(fee => draft.Fees[fee].Amount) == line.Amount)
        {
            Match(MatchRule.Combined, MatchSignals.Reference | MatchSignals.Sum | Account(payer, fees[0]), [payer], fees);
            return;
        }

        draft.Hold(DiscrepancyKind.Ambiguous, line.Amount, line.Day, [payer], [.. fees.Take(Matching.Match.MostNear).Select(fee => new NearMiss(LineSide.Fee, draft.Fees[fee].Id, Exclusion.EqualToAnother))]);
    }

    private void Pay(int fee, List<Spot> payers)
    {
        var due = draft.Fees[fee];
        var (paid, chosen) = (0L, new List<Spot>());
        foreach (var payer in payers)
        {
            var line = payer.Line;
            if (IsCancelled(fee, line) || paid >= due.Amount)
            {
                draft.Hold(IsCancelled(fee, line) ? DiscrepancyKind.PaidAfterCancel : DiscrepancyKind.DuplicatePayment, line.Amount, line.Day, [payer], null, [$"{payer.Claim}", FeeClaim(fee).ToString()]);
                payer.Side.Fees[payer.Index] = [fee];
                continue;
            }

            paid = checked(paid + line.Amount);
            chosen.Add(payer);
        }

        if (chosen.Count == 0)
        {
            return;
        }

        var how = chosen.TrueForAll(payer => payer.Line.Fee is not null) ? MatchSignals.Named : MatchSignals.Reference;
        var (rule, sum) = chosen.Count > 1 ? (MatchRule.Parts, MatchSignals.Sum) : (how is MatchSignals.Named ? MatchRule.NamedFee : MatchRule.ExactReference, MatchSignals.Amount);
        Match(rule, how | (paid == due.Amount ? sum : MatchSignals.None) | Account(chosen[0], fee), chosen, [fee]);
        if (paid != due.Amount)
        {
            draft.Find(DiscrepancyKind.Amount, paid - due.Amount, chosen[^1].Line.Day, $"{chosen[^1].Claim}", $"{FeeClaim(fee)}");
        }
    }

    private void Match(MatchRule rule, MatchSignals signals, List<Spot> payers, int[] fees)
    {
        draft.Match(rule, signals, payers.Sum(payer => payer.Line.Amount), [.. payers], fees);
        foreach (var payer in payers)
        {
            payer.Side.Fees[payer.Index] = fees;
            var due = draft.Fees[fees[0]];
            if (payer.Line.Account.Length > 0 && due.Account.Length > 0 && payer.Line.Slip is null && payer.Line.Method is Model.PaymentMethod.Transfer && !MoneyNames.IsAccount(payer.Line.Account, due.Account))
            {
                draft.Find(DiscrepancyKind.WrongAccount, payer.Line.Amount, payer.Line.Day, [$"{payer.Claim}", $"{FeeClaim(fees[0])}"]);
            }
        }
    }

    // Who paid first pays the fee; at one moment it does not matter which is to be given back.
    private static List<Spot> InOrder(IEnumerable<Spot> payers) =>
        [.. payers.OrderBy(payer => payer.Line.Day).ThenBy(payer => payer.Line.At ?? DateTimeOffset.MaxValue).ThenBy(payer => payer.Side.Side).ThenBy(payer => payer.Line.Id, StringComparer.Ordinal)];

    private MatchSignals Account(Spot payer, int fee) =>
        payer.Line.Account.Length > 0 && MoneyNames.IsAccount(payer.Line.Account, draft.Fees[fee].Account) ? MatchSignals.Account : MatchSignals.None;

    private bool IsCancelled(int fee, MoneyLine line) => draft.Fees[fee].CancelledOn is { } day && line.Day >= day;

    private Claim FeeClaim(int fee) => new(LineSide.Fee, draft.Fees[fee].Id, LineEnd.Onward);
}
