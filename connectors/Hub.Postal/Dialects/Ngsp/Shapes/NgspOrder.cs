namespace Hub.Postal.Dialects.Ngsp.Shapes;

/// <summary>An order as A and B take it. Amounts are whole đồng, provinces and districts the operator's own integers.</summary>
internal sealed record NgspOrder(
    string CustomerCode, string OrderNumber, long CODAmount,
    int SenderProvince, int? SenderDistrict, string SenderAddress, string SenderName, string SenderEmail, string SenderTel, string SenderDesc, string Description,
    string ReceiverName, string ReceiverAddress, string ReceiverTel, int ReceiverProvince, int? ReceiverDistrict, string ReceiverEmail)
{
    /// <summary>B only: the waybill from a range allotted to the centre.</summary>
    public string? ItemCode { get; init; }

    /// <summary>B only: 2.</summary>
    public int? FlagConfig { get; init; }
}
