namespace Hub.Postal.Dialects.MyVnPost.Shapes;

internal sealed record MyVnPostPrice
{
    public string? ServiceCode { get; init; }

    /// <summary>Đồng.</summary>
    public string? TotalFee { get; init; }
}
