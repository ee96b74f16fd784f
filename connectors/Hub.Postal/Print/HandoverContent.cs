namespace Hub.Postal.Print;

/// <summary>A slip (<i>phiếu giao nhận</i>) with which agency and post pass papers to each other; each side confirms for itself.</summary>
public sealed record HandoverContent
{
    public required string Number { get; init; }

    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>Who gives the papers away.</summary>
    public required PrintedParty From { get; init; }

    /// <summary>Who takes them.</summary>
    public required PrintedParty To { get; init; }

    public IReadOnlyList<HandoverLine> Lines { get; init; } = [];

    /// <summary>The giving side's confirmation in the hub; without it the page leaves room for a signature.</summary>
    public HandoverConfirmation? FromConfirmed { get; init; }

    /// <summary>The taking side's confirmation in the hub.</summary>
    public HandoverConfirmation? ToConfirmed { get; init; }

    public string? Note { get; init; }
}

/// <summary>One consignment of a slip. What the postman collects of the citizen does not change hands here and stands on label and manifest.</summary>
/// <param name="Person">Whose papers they are.</param>
/// <param name="Papers">The papers themselves, each with its count; may be empty.</param>
/// <param name="IsDisputed">One side does not confirm it: it did not change hands.</param>
public sealed record HandoverLine(
    string OrderNumber, string? Waybill, string Person, IReadOnlyList<PaperCount> Papers, string? Remark = null, bool IsDisputed = false);

/// <param name="Name">The person who confirmed.</param>
/// <param name="At">When the papers changed hands, not when it was uploaded.</param>
public sealed record HandoverConfirmation(string Name, DateTimeOffset At);
