using Hub.Payments.Letters;

namespace Hub.Payments.Matching;

/// <summary>What was agreed with banks, acquirers and the treasury. Rates are in hundredths of a per cent.</summary>
public sealed record MatchingTerms
{
    /// <summary>What the acquirer keeps of a sale; null where nobody checks it.</summary>
    public int? AcquirerRate { get; init; }

    /// <summary>VAT on what the acquirer keeps.</summary>
    public int VatRate { get; init; } = 1_000;

    /// <summary>Sums that a bank may charge at a time, whole đồng; null: every charge is taken as agreed.</summary>
    public IReadOnlySet<long>? Charges { get; init; }

    /// <summary>By what a credit for card batches is known beside a terminal's number: the merchant's number.</summary>
    public IReadOnlyList<string> Merchants { get; init; } = [];

    public IReadOnlyList<TreasuryTerms> Treasury { get; init; } = [];

    public TreasuryTerms? TreasuryOf(string account)
    {
        foreach (var terms in Treasury)
        {
            if (MoneyNames.IsAccount(terms.Account, account))
            {
                return terms;
            }
        }

        return null;
    }
}

/// <param name="ShareKept">What the centre keeps of the money of an account.</param>
/// <param name="Names">Words or numbers, one of which a debit to the treasury bears.</param>
/// <param name="Days">Working days until money is handed on.</param>
public sealed record TreasuryTerms(string Account, int ShareKept, IReadOnlyList<string> Names, int Days = 5);

/// <summary>A statement or a settlement file that somebody must send.</summary>
/// <param name="Owner">The account, or the terminal.</param>
/// <param name="Due">The last day on which it may come.</param>
public sealed record AwaitedFile(LineSide Side, string Owner, DateOnly Day, DateOnly Due, bool HasCome);

/// <summary>All that is compared, in any order.</summary>
/// <param name="Today">By Vietnam's clock.</param>
public sealed record MatchingInput(DateOnly Today, IReadOnlyCollection<DueFee> Fees, IReadOnlyCollection<MoneyLine> Lines)
{
    public IReadOnlyCollection<AwaitedFile> Files { get; init; } = [];

    public MatchingTerms Terms { get; init; } = new();
}
