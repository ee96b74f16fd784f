using Hub.Core;
using Hub.Payments.Model;
using Hub.Payments.Settings;

namespace Hub.Functions.Payments.Demo;

/// <summary>Compares the hub's ledger with what the bank and the acquirer know and with the receipts for cash, pure: every đồng once, and in its one place.</summary>
public sealed class MoneyComparison
{
    private static readonly string[] NoPayments = ["reversal", "settlement", "chargeback", "charge", "paid-out", "void"];

    private readonly List<Bilingual> _differences = [];
    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private readonly Dictionary<string, (long Matched, long RefundDue)> _owed = new(StringComparer.Ordinal);

    /// <summary>Money that somebody knows to have come in.</summary>
    public int Expected { get; private set; }

    public int Lost { get; private set; }

    public int Doubled { get; private set; }

    /// <param name="keys">Of every day.</param>
    /// <param name="receipts">Amounts of cash by receipt.</param>
    /// <param name="feeOf">The fee to which a reference leads; null when there is none.</param>
    public static MoneyComparison Of(IReadOnlyList<DayKey> keys, IReadOnlyDictionary<string, long> receipts, IReadOnlyList<Payment> payments, Func<string, string?> feeOf)
    {
        var comparison = new MoneyComparison();
        comparison.Compare(keys, receipts, payments, feeOf);
        return comparison;
    }

    /// <summary>What does not agree, a sentence each.</summary>
    public IReadOnlyList<Bilingual> Differences => _differences;

    private void Compare(IReadOnlyList<DayKey> keys, IReadOnlyDictionary<string, long> receipts, IReadOnlyList<Payment> payments, Func<string, string?> feeOf)
    {
        var named = payments.Where(payment => payment.BankReference is not null).ToLookup(payment => payment.BankReference!, StringComparer.OrdinalIgnoreCase);
        var transfers = keys.SelectMany(key => key.Payments).DistinctBy(transfer => transfer.Movement).Where(transfer => !NoPayments.Contains(transfer.Find)).ToList();
        foreach (var transfer in transfers)
        {
            if (One(transfer.BankReference, transfer.Amount, named[transfer.BankReference]) is { } payment)
            {
                Judge(payment, transfer.BankReference, transfer.Find, transfer.Reference is { } reference ? feeOf(reference) : null);
                foreach (var witness in transfer.Witnesses.Where(name => !payment.Witnesses.Any(each => each.Source.StartsWith(name, StringComparison.Ordinal))))
                {
                    _differences.Add(($"{transfer.BankReference}: {witness} đã báo nhưng sổ không ghi", $"{transfer.BankReference}: {witness} told of it and the ledger does not say so"));
                }
            }
        }

        foreach (var asked in transfers.Where(each => each is { Reference: not null, Find: not ("reversed" or "candidate" or "unidentified") }).GroupBy(each => each.Reference!, StringComparer.Ordinal))
        {
            var paid = asked.Sum(each => each.Amount);
            Owe(feeOf(asked.Key), Math.Min(paid, asked.First().Asked ?? paid), Math.Max(0, paid - (asked.First().Asked ?? paid)));
        }

        foreach (var slip in keys.SelectMany(key => key.Slips).Where(slip => slip.FileAmount is not null && !NoPayments.Contains(slip.Find)))
        {
            if (One(slip.Rrn, slip.FileAmount!.Value, named[slip.Rrn]) is { } payment)
            {
                var find = slip.Find == "voided" ? "reversed" : "exact";
                Judge(payment, slip.Rrn, find, feeOf(slip.Reference));
                Owe(find == "exact" ? feeOf(slip.Reference) : null, slip.FileAmount.Value, 0);
            }
        }

        foreach (var (receipt, amount) in receipts)
        {
            if (One(receipt, amount, payments.Where(payment => payment.Witnesses.Any(witness => witness.Source == PaymentCodes.Cash && witness.Key == receipt))) is { } payment)
            {
                Judge(payment, receipt, "exact", payment.Shares[0].Fee);
                Owe(payment.Shares[0].Fee, amount, 0);
            }
        }

        foreach (var payment in payments.Where(payment => !_seen.Contains(payment.Id)))
        {
            Doubled++;
            _differences.Add(($"{payment.Id}: {MoneyFigures.Dong(payment.Amount)} trong sổ mà không ai trả", $"{payment.Id}: {MoneyFigures.Dong(payment.Amount)} in the ledger that nobody paid"));
        }

        CompareFees(payments);
    }

    private Payment? One(string name, long amount, IEnumerable<Payment> found)
    {
        Expected++;
        var all = found.ToList();
        all.ForEach(payment => _seen.Add(payment.Id));
        Lost += all.Count == 0 ? 1 : 0;
        Doubled += Math.Max(0, all.Count - 1);
        if (all is not [var only])
        {
            _differences.Add(($"{name}: ghi {all.Count} lần trong sổ", $"{name}: {all.Count} times in the ledger"));
            return null;
        }

        if (only.Amount != amount)
        {
            _differences.Add((
                $"{name}: ghi {MoneyFigures.Dong(only.Amount)}, đã trả {MoneyFigures.Dong(amount)}", $"{name}: booked {MoneyFigures.Dong(only.Amount)}, paid {MoneyFigures.Dong(amount)}"));
        }

        return only;
    }

    private void Judge(Payment payment, string name, string find, string? fee)
    {
        PaymentState[] places = find switch
        {
            "reversed" => [PaymentState.Reversed],
            "candidate" => [PaymentState.Waiting],
            "unidentified" => [PaymentState.Unidentified],
            _ => [PaymentState.Matched, PaymentState.RefundDue],
        };
        foreach (var share in payment.Shares.Where(share => !places.Contains(share.State) || (places.Length > 1 && share.Fee != fee)))
        {
            _differences.Add((
                $"{name}: {MoneyFigures.Dong(share.Amount)} ở “{PaymentStates.Table.Text(share.State).Vi}”, phải ở “{PaymentStates.Table.Text(places[0]).Vi}”",
                $"{name}: {MoneyFigures.Dong(share.Amount)} is “{PaymentStates.Table.Text(share.State).En}”, must be “{PaymentStates.Table.Text(places[0]).En}”"));
        }
    }

    private void Owe(string? fee, long matched, long refundDue)
    {
        if (fee is not null)
        {
            var before = _owed.GetValueOrDefault(fee);
            _owed[fee] = (before.Matched + matched, before.RefundDue + refundDue);
        }
    }

    // Which of two payments of one fee is the second is nobody's truth: the sums are.
    private void CompareFees(IReadOnlyList<Payment> payments)
    {
        var shares = payments.SelectMany(payment => payment.Shares).Where(share => share.Fee is not null).ToLookup(share => share.Fee!, StringComparer.Ordinal);
        foreach (var fee in shares.Select(group => group.Key).Union(_owed.Keys))
        {
            var (matched, due) = _owed.GetValueOrDefault(fee);
            var found = (Sum(fee, PaymentState.Matched), Sum(fee, PaymentState.RefundDue));
            if (found != (matched, due))
            {
                _differences.Add((
                    $"{fee}: đã nộp {MoneyFigures.Dong(found.Item1)} và chờ hoàn {MoneyFigures.Dong(found.Item2)}, phải là {MoneyFigures.Dong(matched)} và {MoneyFigures.Dong(due)}",
                    $"{fee}: {MoneyFigures.Dong(found.Item1)} paid and {MoneyFigures.Dong(found.Item2)} to be refunded, must be {MoneyFigures.Dong(matched)} and {MoneyFigures.Dong(due)}"));
            }
        }

        long Sum(string fee, PaymentState state) => shares[fee].Where(share => share.State == state).Sum(share => share.Amount);
    }
}
