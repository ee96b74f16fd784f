namespace Hub.Postal.Print;

/// <summary>A slip (<i>phiếu giao nhận</i>) with which agency and post pass papers to each other; each side confirms for itself.</summary>
public sealed record HandoverContent
{
    public required string Number { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Who gives the papers away.</summary>
    public required PostalParty From { get; init; }

    /// <summary>Who takes them.</summary>
    public required PostalParty To { get; init; }

    public IReadOnlyList<HandoverLine> Lines { get; init; } = [];

    /// <summary>The giving side's confirmation in the hub; without it the page leaves room for a signature.</summary>
    public HandoverConfirmation? FromConfirmed { get; init; }

    /// <summary>The taking side's confirmation in the hub.</summary>
    public HandoverConfirmation? ToConfirmed { get; init; }

    public string? Note { get; init; }
}
