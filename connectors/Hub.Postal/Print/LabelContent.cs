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

    public required PrintedParty Sender { get; init; }

    public required PrintedParty Receiver { get; init; }

    public IReadOnlyList<PaperCount> Papers { get; init; } = [];

    /// <summary>Whole đồng to collect from the citizen; 0 when there is nothing to collect.</summary>
    public long FeeToCollect { get; init; }

    public DateTimeOffset? BookedAt { get; init; }

    public string? Note { get; init; }
}

/// <param name="Name">A person or an office.</param>
/// <param name="AddressLines">From the street to the province, as it is to be read by the postman; may be empty.</param>
/// <param name="Phone"><see langword="null"/> when none was given.</param>
public sealed record PrintedParty(string Name, IReadOnlyList<string> AddressLines, string? Phone = null);

/// <param name="Name">As in the list of papers of the procedure.</param>
/// <param name="Count">How many sheets or booklets are sent under this name.</param>
public sealed record PaperCount(string Name, int Count);
