namespace Hub.Payments.Model;

/// <summary>Money that came in once, whoever told of it and however often. Amounts are whole đồng.</summary>
public sealed record Payment
{
    public required string Id { get; init; }

    /// <summary>Number of the centre's account; <c>cash</c> and the counter's or the operator's name for cash.</summary>
    public required string Account { get; init; }

    /// <summary>More than 0; a reversal is a state, never a negative payment.</summary>
    public required long Amount { get; init; }

    /// <summary>The bank's day in Vietnam.</summary>
    public required DateOnly ValueDay { get; init; }

    public required DateTimeOffset BookedAt { get; init; }

    public required PaymentMethod Method { get; init; }

    public string? BankReference { get; init; }

    /// <summary>Text of the transfer. May hold personal data.</summary>
    public string? Text { get; init; }

    /// <summary>At least one: who told of it.</summary>
    public required IReadOnlyList<Witness> Witnesses { get; init; }

    /// <summary>Where its money is; together the amount.</summary>
    public required IReadOnlyList<PaymentShare> Shares { get; init; }

    public long Version { get; init; }

    /// <summary>Moves money of this payment.</summary>
    /// <param name="share">One of <see cref="Shares"/>.</param>
    /// <param name="amount">How much of it.</param>
    /// <param name="fee">To which it then belongs; needed where it is matched.</param>
    /// <returns>Null when the table of states does not allow it, there is not so much, or a fee is missing.</returns>
    public Payment? Move(PaymentShare share, long amount, PaymentState to, string? fee)
    {
        var at = Shares.ToList().IndexOf(share);
        var isMove = share.State != to || (to is PaymentState.Matched or PaymentState.RefundDue && share.Fee != fee);
        if (at < 0 || amount <= 0 || amount > share.Amount || !isMove || !PaymentStates.Table.Allows(share.State, to) || (to is PaymentState.Matched && fee is null))
        {
            return null;
        }

        var moved = Shares.Where((_, index) => index != at).Append(share with { Amount = share.Amount - amount }).Append(new PaymentShare(to, amount, fee));
        return this with
        {
            Shares = [.. moved.Where(each => each.Amount > 0).GroupBy(each => (each.State, each.Fee)).Select(same => new PaymentShare(same.Key.State, same.Sum(each => each.Amount), same.Key.Fee))],
        };
    }
}

/// <param name="Fee">Id of the fee it belongs to; always there when it is matched.</param>
public sealed record PaymentShare(PaymentState State, long Amount, string? Fee = null);

/// <summary>One that told of a payment: a messenger, a line of a statement, a person with a receipt.</summary>
/// <param name="Source">A messenger's name, <c>statement-</c> and the kind of file, <c>settlement</c>, <c>cash</c>.</param>
/// <param name="Key">Unique in its source: told again, it has the same.</param>
/// <param name="Digest">SHA-256 of what was told as it came, lower-case hex.</param>
public sealed record Witness(string Source, string Key, DateTimeOffset? At, DateTimeOffset ReceivedAt, string? BankReference, string Digest);

/// <summary>How it was paid.</summary>
public enum PaymentMethod
{
    Transfer,
    Card,
    CounterCash,

    /// <summary>Collected on the way by who carries the papers.</summary>
    CollectedCash,
    Platform,
}

/// <summary>What the same money has in common whoever tells of it. Two that are alike and bear no bank reference may be two payments: a person must say.</summary>
/// <param name="BankReference">Null when it was not told.</param>
public sealed record PaymentKey(string Account, long Amount, DateOnly ValueDay, string? BankReference)
{
    public static PaymentKey Of(Payment payment) => new(payment.Account, payment.Amount, payment.ValueDay, payment.BankReference);

    public bool IsCertain => BankReference is not null;
}
