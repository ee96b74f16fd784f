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

    /// <summary>A list of codes, never a text: a typed server refuses the order otherwise.</summary>
    public IReadOnlyList<MyVnPostAddon> AdditionRequest { get; init; } = [];

    /// <summary>To the postman, in words.</summary>
    public string? DeliveryInstruction { get; init; }

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

/// <summary>Another receiver of an order under way. Customers are seen to send the whole order; whether a part is taken is not known. Names begin with capitals here.</summary>
internal sealed record MyVnPostCorrection
{
    [JsonPropertyName("SourceCode")]
    public string SourceCode { get; init; } = "MYVNP";

    [JsonPropertyName("ServiceCode")]
    public required string ServiceCode { get; init; }

    /// <summary>Our number.</summary>
    [JsonPropertyName("OrderCode")]
    public required string OrderCode { get; init; }

    [JsonPropertyName("ItemCode")]
    public string? ItemCode { get; init; }

    [JsonPropertyName("OriginalId")]
    public required string OriginalId { get; init; }

    [JsonPropertyName("AffairType")]
    public string AffairType { get; init; } = "02";

    [JsonPropertyName("FlagConfig")]
    public string FlagConfig { get; init; } = "1";

    [JsonPropertyName("Vehicle")]
    public string Vehicle { get; init; } = "BO";

    [JsonPropertyName("Contents")]
    public required string Contents { get; init; }

    [JsonPropertyName("UndeliverGuide")]
    public string UndeliverGuide { get; init; } = "";

    [JsonPropertyName("POPickupCode")]
    public string PickupOffice { get; init; } = "";

    /// <summary>Đồng.</summary>
    [JsonPropertyName("CODAmount")]
    public required long CodAmount { get; init; }

    [JsonPropertyName("Sender")]
    public required Party Sender { get; init; }

    [JsonPropertyName("Receiver")]
    public required Party Receiver { get; init; }

    [JsonPropertyName("Addons")]
    public IReadOnlyList<Addon> Addons { get; init; } = [];

    [JsonPropertyName("Package")]
    public required Content Package { get; init; }

    [JsonPropertyName("useBCP")]
    public bool UsesPostOffice { get; init; }

    internal sealed record Party(
        [property: JsonPropertyName("OrgCode")] string OrgCode,
        [property: JsonPropertyName("Fullname")] string Fullname,
        [property: JsonPropertyName("Phone")] string Phone,
        [property: JsonPropertyName("Email")] string Email,
        [property: JsonPropertyName("Address")] string Address,
        [property: JsonPropertyName("Province")] string Province,
        [property: JsonPropertyName("District")] string District,
        [property: JsonPropertyName("Commune")] string Commune,
        [property: JsonPropertyName("Postcode")] string Postcode = "");

    internal sealed record Addon([property: JsonPropertyName("Code")] string Code, [property: JsonPropertyName("PropValue")] string PropValue);

    /// <param name="Weight">Grams.</param>
    internal sealed record Content(
        [property: JsonPropertyName("Weight")] long Weight,
        [property: JsonPropertyName("PriceWeight")] long PriceWeight,
        [property: JsonPropertyName("IsVolume")] bool IsVolume = false);
}

/// <summary>What would it cost?</summary>
internal sealed record MyVnPostQuestion(int Scope, string CustomerCode, string? ContractNumber, MyVnPostQuestion.Parcel Data)
{
    internal sealed record Parcel(
        string SenderProvinceCode, string SenderDistrictCode, string SenderCommuneCode, string ReceiverProvinceCode, string ReceiverDistrictCode, string ReceiverCommuneCode,
        string Weight, string ServiceCode, IReadOnlyList<MyVnPostAddon> AddonService);
}
