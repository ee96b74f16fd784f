namespace Hub.Payments.Model;

/// <summary>What a dossier costs its payer: one decision of the centre, with its lines. Amounts are whole đồng.</summary>
public sealed record Fee
{
    /// <summary>The case system's own number of the fee; unique in its dossier.</summary>
    public required string Number { get; init; }

    public required string Dossier { get; init; }

    /// <summary>By which the hub knows it: numbers of two dossiers may be the same.</summary>
    public string Id => IdOf(Dossier, Number);

    /// <summary>At least one.</summary>
    public required IReadOnlyList<FeeLine> Lines { get; init; }

    /// <summary>With the agency it decides the account that is paid.</summary>
    public string? FeeType { get; init; }

    public string? Agency { get; init; }

    /// <summary>Personal data.</summary>
    public string? Payer { get; init; }

    public DateOnly? DueDay { get; init; }

    public bool IsCancelled { get; init; }

    /// <summary>How much of it nobody asks for any more.</summary>
    public long WrittenOff { get; init; }

    /// <summary>Refunds that two persons decided, in that order. A part of it that is paid out twice is not here, it is a person's.</summary>
    public IReadOnlyList<FeeRefund> Refunds { get; init; } = [];

    public FeeState State { get; init; }

    /// <summary>When it or its money last moved.</summary>
    public DateTimeOffset ChangedAt { get; init; }

    /// <summary>0 before it is stored; one more with each change.</summary>
    public long Version { get; init; }

    /// <exception cref="OverflowException">More than all money.</exception>
    public long Amount => Lines.Aggregate(0L, (sum, line) => checked(sum + line.Amount));

    public static string IdOf(string dossier, string number) => $"{dossier}/{number}";
}

/// <summary>Money that is to go back, or went back, to whoever paid too much. Its payee is personal data.</summary>
/// <param name="Reference">What the text of the transfer out must hold; unique among all payment references.</param>
/// <param name="Amount">Whole đồng, more than 0.</param>
/// <param name="Bin">NAPAS' number of the payee's bank.</param>
/// <param name="Line">Identity of the bank's line that paid it out; null while none did.</param>
public sealed record FeeRefund(string Reference, long Amount, string Bin, string Account, string Holder, DateTimeOffset ApprovedAt, string? Line = null, DateTimeOffset? PaidAt = null);

/// <param name="Kind">By law the two are kept and receipted apart.</param>
/// <param name="Amount">Not below 0.</param>
public sealed record FeeLine(FeeKind Kind, string Name, long Amount, string? Code = null);

public enum FeeKind
{
    /// <summary>Phí.</summary>
    Fee,

    /// <summary>Lệ phí.</summary>
    Charge,
}

/// <summary>What came in for one fee and where it is. Whole đồng, none below 0.</summary>
/// <param name="Matched">Counts towards the fee; never more than it costs.</param>
public sealed record FeeBalance(long Matched, long RefundDue, long Refunded)
{
    /// <summary>Of the shares of payments that belong to the fee.</summary>
    /// <param name="fee">Its id.</param>
    public static FeeBalance Of(string fee, IEnumerable<Payment> payments)
    {
        var shares = payments.SelectMany(payment => payment.Shares).Where(share => share.Fee == fee).ToLookup(share => share.State, share => share.Amount);
        return new(shares[PaymentState.Matched].Sum(), shares[PaymentState.RefundDue].Sum(), shares[PaymentState.Refunded].Sum());
    }

    /// <summary>How the fee stands with this money.</summary>
    public FeeState StateOf(Fee fee)
    {
        var amount = fee.Amount;
        return fee.IsCancelled ? RefundDue + Matched > 0 ? FeeState.RefundDue : Refunded > 0 ? FeeState.Refunded : FeeState.Cancelled
            : Matched >= amount ? RefundDue > 0 ? FeeState.Overpaid : FeeState.Paid
            : Matched + fee.WrittenOff >= amount ? FeeState.WrittenOff
            : Matched > 0 ? FeeState.Underpaid
            : FeeState.Open;
    }

    /// <summary>What is still asked for.</summary>
    public long Missing(Fee fee) => fee.IsCancelled ? 0 : Math.Max(0, fee.Amount - Matched - fee.WrittenOff);
}
