namespace Hub.Payments.Model;

/// <summary>A static QR code on paper at a counter, with the account for which it was printed. Printed again for the same counter and use, the new one stands in its place.</summary>
public sealed record CounterSheet
{
    /// <summary>Name of the counter: <c>QUAY01</c>.</summary>
    public required string Counter { get; init; }

    /// <summary>Null: every agency.</summary>
    public string? Agency { get; init; }

    /// <summary>Null: every fee.</summary>
    public string? FeeType { get; init; }

    /// <summary>What is on the paper.</summary>
    public required string Bin { get; init; }

    public required string Account { get; init; }

    public required string Holder { get; init; }

    public required DateTimeOffset PrintedAt { get; init; }

    /// <summary>Person or key as the audit names it.</summary>
    public required string PrintedBy { get; init; }

    public long Version { get; init; }

    /// <summary>Whether the paper may hang on a day, by what the table of accounts says then.</summary>
    public SheetFinding Judge(IEnumerable<BeneficiaryAccount> accounts, DateOnly day) => AccountChoice.For(accounts, Agency, FeeType, day) switch
    {
        null => SheetFinding.NoAccount,
        var account when account.Bin != Bin || account.Number != Account => SheetFinding.OtherAccount,
        var account when account.Holder != Holder => SheetFinding.OtherHolder,
        _ => SheetFinding.Current,
    };
}

/// <summary>How a sheet at a counter stands to the accounts of today.</summary>
public enum SheetFinding
{
    Current,

    /// <summary>What is paid at this counter now goes into another account: print it again.</summary>
    OtherAccount,

    /// <summary>The payer's screen shows another name than the paper: print it again.</summary>
    OtherHolder,

    /// <summary>No account receives it, or two do equally: take it down.</summary>
    NoAccount,
}
