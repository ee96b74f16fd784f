namespace Hub.Postal.Acts;

/// <summary>A change of a sheet as it is told, perhaps days later.</summary>
public sealed record SheetChange
{
    /// <summary>As <see cref="PostalAct.ActId"/>.</summary>
    public required string ActId { get; init; }

    /// <summary>One of <see cref="SheetActs"/>.</summary>
    public required string Act { get; init; }

    public required DateTimeOffset At { get; init; }

    /// <summary>Consignments to add or remove, at most 500.</summary>
    public IReadOnlyList<string>? Numbers { get; init; }

    /// <summary>Who signs. Personal data.</summary>
    public string? Name { get; init; }

    /// <summary>Lines that this side does not confirm.</summary>
    public IReadOnlyList<SheetDispute>? Disputes { get; init; }

    /// <summary>The money counted, whole đồng.</summary>
    public long? Amount { get; init; }
}
