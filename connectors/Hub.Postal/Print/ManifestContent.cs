namespace Hub.Postal.Print;

/// <summary>A manifest (<i>bảng kê</i>): everything one post office takes over in one go. Sums are taken from the lines.</summary>
public sealed record ManifestContent
{
    public required string Number { get; init; }

    public required string Operator { get; init; }

    public required string PostOffice { get; init; }

    public required DateTimeOffset OpenedAt { get; init; }

    /// <summary><see langword="null"/> while lines may still be added; the page then says that it is a draft.</summary>
    public DateTimeOffset? ClosedAt { get; init; }

    /// <summary>In the order of the running numbers, which are given by the page.</summary>
    public IReadOnlyList<ManifestLine> Lines { get; init; } = [];
}

/// <param name="Papers">Number of papers in the consignment.</param>
/// <param name="FeeToCollect">Whole đồng.</param>
public sealed record ManifestLine(string OrderNumber, string? Waybill, string Receiver, int Papers, long FeeToCollect, string? Remark = null);
