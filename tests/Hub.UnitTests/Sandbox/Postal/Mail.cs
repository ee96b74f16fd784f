using System.Text.Json.Nodes;

namespace Hub.UnitTests.Sandbox.Postal;

/// <summary>Orders as a centre sends them; persons are invented.</summary>
internal static class Mail
{
    public const string Number = "000.00.01.H40-261121-0001-T-1";

    public static string Magic(string life) => $"000.00.01.H40-261121-0{life}-T-1";

    public static JsonObject Order(string number = Number) => new()
    {
        ["CustomerCode"] = PostServer.Customer,
        ["OrderNumber"] = number,
        ["CODAmount"] = 50000,
        ["SenderProvince"] = 10,
        ["SenderDistrict"] = 1000,
        ["SenderAddress"] = "Số 1 đường Demo",
        ["SenderName"] = "Nguyễn Văn Demo",
        ["SenderEmail"] = "",
        ["SenderTel"] = "0900000001",
        ["SenderDesc"] = "Giấy báo tử; CCCD bản sao",
        ["Description"] = "Thu gom hồ sơ",
        ["ReceiverName"] = "TTPVHCC Demo",
        ["ReceiverAddress"] = "Số 2 đường Demo",
        ["ReceiverTel"] = "0240000000",
        ["ReceiverProvince"] = 42,
        ["ReceiverDistrict"] = 4210,
        ["ReceiverEmail"] = "",
    };

    public static JsonObject OrderB(string itemCode = "CN202611218VN", string number = Number) =>
        Order(number).With("ItemCode", itemCode).With("FlagConfig", 2);

    /// <summary>The whole order, with another address.</summary>
    public static JsonObject CorrectionD(string originalId) => new()
    {
        ["SourceCode"] = "MYVNP",
        ["ServiceCode"] = "CTN009",
        ["OrderCode"] = Number,
        ["OriginalId"] = originalId,
        ["AffairType"] = "02",
        ["FlagConfig"] = "1",
        ["Vehicle"] = "BO",
        ["CODAmount"] = 60000,
        ["Sender"] = PartyD("TTPVHCC Demo", "Số 2 đường Demo", "48", "48001"),
        ["Receiver"] = PartyD("Nguyễn Văn Demo", "Số 9 đường Mới", "70", "70001"),
        ["Addons"] = new JsonArray(),
        ["Package"] = new JsonObject { ["Weight"] = 250, ["PriceWeight"] = 250, ["IsVolume"] = false },
    };

    private static JsonObject PartyD(string name, string address, string province, string commune) => new()
    {
        ["Fullname"] = name,
        ["Phone"] = "0900000001",
        ["Address"] = address,
        ["Province"] = province,
        ["District"] = "VNPOST",
        ["Commune"] = commune,
    };

    public static JsonObject OrderD(string number = Number, int creation = 1) => new()
    {
        ["orderCreationStatus"] = creation,
        ["type"] = "GUI",
        ["customerCode"] = PostServer.Customer,
        ["contractCode"] = null,
        ["informationOrder"] = new JsonObject
        {
            ["senderName"] = "TTPVHCC Demo",
            ["senderPhone"] = "0240000000",
            ["senderAddress"] = "Số 2 đường Demo",
            ["senderProvinceCode"] = "48",
            ["senderDistrictCode"] = "VNPOST",
            ["senderCommuneCode"] = "48001",
            ["receiverName"] = "Nguyễn Văn Demo",
            ["receiverPhone"] = "0900000001",
            ["receiverAddress"] = "Số 1 đường Demo",
            ["receiverProvinceCode"] = "10",
            ["receiverDistrictCode"] = "VNPOST",
            ["receiverCommuneCode"] = "10002",
            ["serviceCode"] = "CTN009",
            ["addonService"] = new JsonArray(new JsonObject { ["code"] = "GTG021", ["propValue"] = "PROP0018:50000" }),
            ["saleOrderCode"] = number,
            ["contentNote"] = "Kết quả hồ sơ",
            ["weight"] = "250",
            ["vehicle"] = "BO",
            ["sendType"] = "1",
        },
    };
}
