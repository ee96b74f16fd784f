namespace Hub.Payments.Model;

/// <summary>One account on one day: what came in and where it is. Whole đồng.</summary>
/// <param name="Reversed">Came in and was taken back; it is in none of the six.</param>
public sealed record LedgerLine(
    string Account, DateOnly Day, long CameIn, long Reversed, long Matched, long Waiting, long Unidentified, long RefundDue, long Refunded, long WrittenOff)
{
    /// <summary>0 where every đồng is in exactly one place.</summary>
    public long Difference => CameIn - Reversed - Matched - Waiting - Unidentified - RefundDue - Refunded - WrittenOff;
}

/// <summary>All money that came in, by account and day, and the proof that none of it is nowhere or in two places.</summary>
public static class Ledger
{
    /// <summary>In the order of accounts and days.</summary>
    public static IReadOnlyList<LedgerLine> Of(IEnumerable<Payment> payments) =>
    [
        .. payments.GroupBy(payment => (payment.Account, payment.ValueDay)).OrderBy(group => group.Key.Account, StringComparer.Ordinal).ThenBy(group => group.Key.ValueDay).Select(group =>
        {
            var shares = group.SelectMany(payment => payment.Shares).ToLookup(share => share.State, share => share.Amount);
            return new LedgerLine(
                group.Key.Account, group.Key.ValueDay, Sum(group.Select(payment => payment.Amount)), In(PaymentState.Reversed), In(PaymentState.Matched), In(PaymentState.Waiting),
                In(PaymentState.Unidentified), In(PaymentState.RefundDue), In(PaymentState.Refunded), In(PaymentState.WrittenOff));

            long In(PaymentState state) => Sum(shares[state]);
        }),
    ];

    /// <summary>Everything by which payments or fees break the conservation of money; empty when every đồng is in exactly one place.</summary>
    public static IEnumerable<LedgerFault> Check(IReadOnlyList<Payment> payments, IReadOnlyList<Fee> fees)
    {
        var known = fees.ToDictionary(fee => fee.Id, StringComparer.Ordinal);
        foreach (var payment in payments)
        {
            if (Sum(payment.Shares.Select(share => share.Amount)) is var sum && sum != payment.Amount)
            {
                yield return new("payment-sum", payment.Id, payment.Amount, sum);
            }

            foreach (var share in payment.Shares.Where(share => share.Amount <= 0))
            {
                yield return new("share-not-positive", payment.Id, 0, share.Amount);
            }

            foreach (var share in payment.Shares.Where(share => share.State is PaymentState.Matched && (share.Fee is null || !known.ContainsKey(share.Fee))))
            {
                yield return new("share-without-fee", payment.Id, 0, share.Amount);
            }

            if (payment.Witnesses.Count == 0)
            {
                yield return new("payment-without-witness", payment.Id, 1, 0);
            }
        }

        foreach (var payment in payments.SelectMany(payment => payment.Witnesses.Select(witness => (witness.Source, witness.Key, payment.Id))).GroupBy(told => (told.Source, told.Key)).Where(same => same.Count() > 1))
        {
            yield return new("witness-of-two", payment.First().Id, 1, payment.Count());
        }

        foreach (var fee in fees)
        {
            var balance = FeeBalance.Of(fee.Id, payments);
            if (balance.Matched > (fee.IsCancelled ? 0 : fee.Amount))
            {
                yield return new("fee-matched-beyond", fee.Id, fee.IsCancelled ? 0 : fee.Amount, balance.Matched);
            }

            if (balance.StateOf(fee) != fee.State)
            {
                yield return new("fee-state", fee.Id, (long)balance.StateOf(fee), (long)fee.State);
            }
        }
    }

    private static long Sum(IEnumerable<long> amounts) => amounts.Aggregate(0L, (sum, amount) => checked(sum + amount));
}

/// <param name="Code">What is wrong: <c>payment-sum</c>, <c>share-not-positive</c>, <c>share-without-fee</c>, <c>payment-without-witness</c>, <c>witness-of-two</c>, <c>fee-matched-beyond</c>, <c>fee-state</c>.</param>
/// <param name="Id">Of the payment or of the fee.</param>
public sealed record LedgerFault(string Code, string Id, long Expected, long Found);
