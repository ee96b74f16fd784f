namespace Hub.Functions.Http.Shapes;

/// <summary>One line of a scan list: an act with what it is about.</summary>
public sealed record ScanLine : ActRequest
{
    /// <summary><c>claim</c>, <c>release</c>, <c>collected</c>, <c>handed-over</c>, <c>delivered</c> or <c>failed</c>.</summary>
    public string? Act { get; init; }

    public string? Number { get; init; }

    /// <summary>In place of the number.</summary>
    public string? Waybill { get; init; }
}
