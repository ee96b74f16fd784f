namespace Hub.Postal.Consignments;

/// <summary>A manifest, a handover slip or a remittance list.</summary>
public sealed record PostalSheet
{
    /// <summary>Given by whoever opens it (1 to 60 of <c>A-Z a-z 0-9 . _ -</c>), so that opening is idempotent.</summary>
    public required string Id { get; init; }

    public required SheetKind Kind { get; init; }

    public required string Operator { get; init; }

    public string? Office { get; init; }

    /// <summary>Of a handover slip; null of the others.</summary>
    public HandoverWay? Way { get; init; }

    public SheetState State { get; init; }

    public IReadOnlyList<SheetLine> Lines { get; init; } = [];

    public IReadOnlyList<SheetMark> Marks { get; init; } = [];

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary>0 before it is stored; one more with each change.</summary>
    public long Version { get; init; }

    /// <summary>Whole đồng.</summary>
    public long Total => Lines.Sum(line => line.Amount);
}

/// <summary>Papers that list consignments.</summary>
public enum SheetKind
{
    /// <summary>Bảng kê: what a postman or post office takes along.</summary>
    Manifest,

    /// <summary>Phiếu giao nhận between agency and post, confirmed by both.</summary>
    Handover,

    /// <summary>Bảng kê nộp tiền: cash that the post hands on.</summary>
    Remittance,
}

public enum SheetState
{
    Open,

    /// <summary>Nothing is added any more.</summary>
    Closed,

    /// <summary>Both sides (handover) or the receiving side (remittance) confirmed it.</summary>
    Confirmed,
}

/// <summary>Which way papers pass by a handover slip.</summary>
public enum HandoverWay
{
    /// <summary>From the agency's clerk to the postman: results that go out.</summary>
    ToPost,

    /// <summary>From the postman to the agency's clerk: papers that were fetched, and results that came back.</summary>
    ToAgency,
}

/// <param name="Amount">Cash of the line, whole đồng; 0 where the sheet is not about money.</param>
public sealed record SheetLine(string Number, string? Waybill, string Dossier, int Papers, long Amount, DateTimeOffset AddedAt);

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
