namespace Hub.Postal.Consignments;

/// <summary>A confirmation or another act on a sheet.</summary>
/// <param name="Act"><c>opened</c>, <c>closed</c>, <c>post-confirmed</c>, <c>agency-confirmed</c>, <c>received</c> or <c>disputed</c>.</param>
/// <param name="Name">The person who signed, as given; personal data.</param>
public sealed record SheetMark(string Act, string By, string? Name, DateTimeOffset At, DateTimeOffset ReceivedAt)
{
    /// <summary>The line that a dispute is about; null where it is about the whole sheet.</summary>
    public string? Number { get; init; }

    /// <summary>What was said of it; may hold personal data.</summary>
    public string? Note { get; init; }

    /// <summary>What was really counted of a remittance, whole đồng.</summary>
    public long? Amount { get; init; }
}
