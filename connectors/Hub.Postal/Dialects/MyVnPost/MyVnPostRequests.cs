using System.Text.Json.Serialization;

namespace Hub.Postal.Dialects.MyVnPost;

internal sealed record MyVnPostLogin(string Username, string Password, string CustomerCode)
{
    public override string ToString() => nameof(MyVnPostLogin);
}

/// <param name="OrderCreationStatus">1: an order at once; 0 would be a draft.</param>
/// <param name="Type"><c>GUI</c>: to send.</param>
internal sealed record MyVnPostCreate(int OrderCreationStatus, string Type, string CustomerCode, string? ContractCode, MyVnPostOrder InformationOrder);

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

/// <param name="PropValue">Property and value: <c>PROP0018:50000</c>.</param>
internal sealed record MyVnPostAddon(string Code, string PropValue);

internal sealed record MyVnPostCancel([property: JsonPropertyName("OriginalId")] string OriginalId);

/// <summary>Another receiver of an order under way; members left out stay as they are. Names begin with capitals here.</summary>
internal sealed record MyVnPostCorrection(
    [property: JsonPropertyName("OriginalId")] string OriginalId,
    [property: JsonPropertyName("ItemCode")] string? ItemCode,
    [property: JsonPropertyName("AffairType")] string AffairType,
    [property: JsonPropertyName("Contents")] string Contents,
    [property: JsonPropertyName("Receiver")] MyVnPostCorrection.Party Receiver)
{
    internal sealed record Party(
        [property: JsonPropertyName("Fullname")] string Fullname,
        [property: JsonPropertyName("Phone")] string Phone,
        [property: JsonPropertyName("Address")] string Address,
        [property: JsonPropertyName("Province")] string Province,
        [property: JsonPropertyName("District")] string District,
        [property: JsonPropertyName("Commune")] string Commune);
}

/// <summary>What would it cost?</summary>
internal sealed record MyVnPostQuestion(int Scope, string CustomerCode, string? ContractNumber, MyVnPostQuestion.Parcel Data)
{
    internal sealed record Parcel(
        string SenderProvinceCode, string SenderDistrictCode, string SenderCommuneCode, string ReceiverProvinceCode, string ReceiverDistrictCode, string ReceiverCommuneCode,
        string Weight, string ServiceCode, IReadOnlyList<MyVnPostAddon> AddonService);
}
