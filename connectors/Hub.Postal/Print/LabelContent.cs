namespace Hub.Postal.Print;

/// <summary>What stands on one A6 label. Plain text as people wrote it: the pages encode and wrap it.</summary>
public sealed record LabelContent
{
    /// <summary>The hub's own number of the consignment; always printed, always in the QR code.</summary>
    public required string OrderNumber { get; init; }

    /// <summary>The operator's number; <see langword="null"/> until it is known, and the bars then carry <see cref="OrderNumber"/>.</summary>
    public string? Waybill { get; init; }

    public required string Operator { get; init; }

    public string? Service { get; init; }

    public required PostalParty Sender { get; init; }

    public required PostalParty Receiver { get; init; }

    public IReadOnlyList<PaperCount> Papers { get; init; } = [];

    /// <summary>Whole đồng to collect from the citizen; 0 when there is nothing to collect.</summary>
    public long FeeToCollect { get; init; }

    public DateTimeOffset? BookedAt { get; init; }

    public string? Note { get; init; }
}
