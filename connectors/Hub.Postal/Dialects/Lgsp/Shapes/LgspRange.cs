namespace Hub.Postal.Dialects.Lgsp.Shapes;

/// <summary>A range of item codes as the operator writes it.</summary>
internal sealed record LgspRange
{
    public string? RangeId { get; init; }

    public string? Prefix { get; init; }

    /// <summary>Digits, padded with zeros.</summary>
    public string? FirstSerial { get; init; }

    public string? LastSerial { get; init; }

    public string? Suffix { get; init; }

    /// <summary>The first waybill in full.</summary>
    public string? FirstItemCode { get; init; }

    public string? LastItemCode { get; init; }

    /// <summary>Of the list: numbers that stand on orders.</summary>
    public string? Used { get; init; }
}
