namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <summary>One element of a webhook's call.</summary>
internal sealed record MyVnPostItem
{
    public string? ItemCode { get; init; }

    public string? SaleOrderCode { get; init; }

    public string? Status { get; init; }

    /// <summary>When it happened, <c>dd/MM/yyyy HH:mm:ss</c>; assumed.</summary>
    public string? UpdatedDate { get; init; }

    /// <summary>Assumed.</summary>
    public string? ReasonCode { get; init; }

    /// <summary>Assumed.</summary>
    public string? ReasonName { get; init; }

    public string? OrgCodeAccept { get; init; }

    /// <summary>Who took the parcel; assumed.</summary>
    public string? ActualReceiverName { get; init; }
}
