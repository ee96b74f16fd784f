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
