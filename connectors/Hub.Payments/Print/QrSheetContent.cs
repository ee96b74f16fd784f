namespace Hub.Payments.Print;

/// <summary>A code as it goes on paper, with what the payer must be able to compare with the telephone's screen.</summary>
public sealed record QrSheetContent
{
    /// <summary>A sound VietQR code; amount, account and text of the transfer are read from it, so that paper and code never differ.</summary>
    public required string Payload { get; init; }

    /// <summary>The centre.</summary>
    public required string Centre { get; init; }

    /// <summary>Holder of the account.</summary>
    public required string Holder { get; init; }

    /// <summary>Name of the bank; its number where it is null.</summary>
    public string? Bank { get; init; }

    /// <summary>What is paid for: the fee and the dossier's code. Of a counter's own sheet: the counter.</summary>
    public string? For { get; init; }

    /// <summary>The moment from which the code is paid no more; null for a counter's own sheet.</summary>
    public DateTimeOffset? ExpiresAt { get; init; }
}

/// <summary>Paper.</summary>
public enum SheetSize
{
    A6,
    A4,
}
