namespace Hub.Postal.Dialects.MyVnPost.Shapes;

/// <summary>An order as D takes it. Names of its public page.</summary>
internal sealed record MyVnPostOrder
{
    public required string SenderName { get; init; }

    public required string SenderPhone { get; init; }

    public string? SenderEmail { get; init; }

    public required string SenderAddress { get; init; }

    public required string SenderProvinceCode { get; init; }

    public required string SenderDistrictCode { get; init; }

    public required string SenderCommuneCode { get; init; }

    public required string ReceiverName { get; init; }

    public required string ReceiverPhone { get; init; }

    public string? ReceiverEmail { get; init; }

    public required string ReceiverAddress { get; init; }

    public required string ReceiverProvinceCode { get; init; }

    public required string ReceiverDistrictCode { get; init; }

    public required string ReceiverCommuneCode { get; init; }

    public required string ServiceCode { get; init; }

    public IReadOnlyList<MyVnPostAddon> AddonService { get; init; } = [];

    public string? AdditionRequest { get; init; }

    /// <summary>Our number of it. The operator does not keep two orders from having one.</summary>
    public required string SaleOrderCode { get; init; }

    public required string ContentNote { get; init; }

    /// <summary>Grams.</summary>
    public required string Weight { get; init; }

    public string Vehicle { get; init; } = "BO";

    /// <summary>1: collected at the sender's; 2: brought to the post office.</summary>
    public string SendType { get; init; } = "1";
}
