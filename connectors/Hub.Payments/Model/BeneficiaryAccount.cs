namespace Hub.Payments.Model;

/// <summary>An account of the centre or of an agency into which fees are paid. A change of it is a matter of two persons.</summary>
public sealed record BeneficiaryAccount
{
    /// <summary>NAPAS' number of the bank, six digits.</summary>
    public required string Bin { get; init; }

    public required string Number { get; init; }

    /// <summary>Name of the holder as the bank has it.</summary>
    public required string Holder { get; init; }

    /// <summary>Empty: every fee of its agency.</summary>
    public IReadOnlyList<string> FeeTypes { get; init; } = [];

    /// <summary>Null: every agency of the centre.</summary>
    public string? Agency { get; init; }

    public required DateOnly ValidFrom { get; init; }

    /// <summary>The last day; null: for good.</summary>
    public DateOnly? ValidUntil { get; init; }

    /// <summary>What the collecting body keeps of a fee, in hundredths of a per cent: 10,000 is all.</summary>
    public int ShareKept { get; init; } = 10_000;

    public long Version { get; init; }

    public bool IsValidOn(DateOnly day) => day >= ValidFrom && (ValidUntil is not { } last || day <= last);

    public bool Serves(string? agency, string? feeType) => (Agency is null || Agency == agency) && (FeeTypes.Count == 0 || (feeType is not null && FeeTypes.Contains(feeType)));
}

/// <summary>Which account a fee is paid into.</summary>
public static class AccountChoice
{
    /// <summary>The most particular account wins: one for the agency before one for all, one for the type of fee before one for all.</summary>
    /// <returns>Null when none serves, or two do equally: then nobody may be asked to pay before a person decided.</returns>
    public static BeneficiaryAccount? For(IEnumerable<BeneficiaryAccount> accounts, string? agency, string? feeType, DateOnly day)
    {
        var best = accounts.Where(account => account.IsValidOn(day) && account.Serves(agency, feeType))
            .GroupBy(account => (account.Agency is null ? 0 : 2) + (account.FeeTypes.Count == 0 ? 0 : 1)).MaxBy(group => group.Key)?.ToList();
        return best is [var only] ? only : null;
    }

    /// <summary>Whether a code that is about to be shown pays an account that is ours on that day.</summary>
    public static bool IsOurs(IEnumerable<BeneficiaryAccount> accounts, string bin, string number, DateOnly day) =>
        accounts.Any(account => account.Bin == bin && account.Number == number && account.IsValidOn(day));
}
