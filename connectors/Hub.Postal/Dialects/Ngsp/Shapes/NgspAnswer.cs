namespace Hub.Postal.Dialects.Ngsp.Shapes;

/// <summary>A business answer; <c>Status</c> is a number in A and a text in B.</summary>
internal sealed record NgspAnswer
{
    public string? Status { get; init; }

    public string? Message { get; init; }

    /// <summary>Of the look-up.</summary>
    public NgspFound? Order { get; init; }
}
