namespace Hub.Postal.Dialects.Ngsp.Shapes;

/// <summary>An order as the look-up shows it.</summary>
internal sealed record NgspFound
{
    public string? OrderNumber { get; init; }

    public string? ItemCode { get; init; }
}
