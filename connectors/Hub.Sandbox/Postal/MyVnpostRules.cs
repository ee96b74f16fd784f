using System.Globalization;
using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>What D refuses in an order.</summary>
internal sealed class MyVnpostRules(PostTwinOptions options, PostPlaces places)
{
    public const string CodService = "GTG021";
    public const string DeclaredValueService = "GTG008";
    private const string CodProperty = "PROP0018:";
    private const string DeclaredValueProperty = "PROP0026:";

    private static readonly string[] Texts =
        ["senderName", "senderPhone", "senderAddress", "receiverName", "receiverPhone", "receiverAddress", "serviceCode", "contentNote"];

    private static readonly string[] CorrectionTexts = ["OriginalId", "OrderCode", "ServiceCode", "AffairType", "Vehicle"];
    private static readonly string[] PartyTexts = ["Fullname", "Phone", "Address", "Province", "District", "Commune"];

    /// <summary>Null when the order can be taken, else what is wrong with it.</summary>
    public string? Check(JsonElement body)
    {
        if (body.Whole("orderCreationStatus") is not (0 or 1) || body.Text("type") != "GUI")
        {
            return "orderCreationStatus phải là 0 hoặc 1, type phải là GUI";
        }

        if (!options.CustomerCodes.Contains(body.Text("customerCode"), StringComparer.Ordinal))
        {
            return "customerCode không tồn tại";
        }

        var order = body.Object("informationOrder");
        if (Texts.FirstOrDefault(name => string.IsNullOrWhiteSpace(order.Text(name))) is { } missing)
        {
            return $"{missing} không được để trống";
        }

        return CheckPlace(order, "sender") ?? CheckPlace(order, "receiver")
            ?? (order.Whole("weight") is not (> 0 and <= 50_000) ? "weight phải từ 1 đến 50000 gam" : null)
            ?? (!Quotes.Knows(order.Text("serviceCode")) ? "serviceCode không có trong danh mục" : null)
            ?? (!AreAddons(order, "addonService") || CodOf(order) is null || DeclaredValueOf(order) is null ? "addonService không hợp lệ" : null)
            ?? (!AreAddons(order, "additionRequest") ? "additionRequest phải là danh sách {code, propValue}" : null)
            ?? (order.Text("saleOrderCode").Length > 50 ? "saleOrderCode dài quá 50 ký tự" : null);
    }

    /// <summary>Null when a correction carries the whole order, which customers are seen to send; whether a part is taken is not known, so it is not.</summary>
    public string? CheckCorrection(JsonElement body) =>
        CorrectionTexts.FirstOrDefault(name => string.IsNullOrWhiteSpace(body.Text(name))) is { } missing ? $"{missing} không được để trống"
        : body.Text("SourceCode") != "MYVNP" || body.Text("FlagConfig") != "1" ? "SourceCode phải là MYVNP, FlagConfig phải là 1"
        : ((string[])["Sender", "Receiver"]).SelectMany(side => PartyTexts.Where(name => string.IsNullOrWhiteSpace(body.Object(side).Text(name))).Select(name => $"{side}.{name}")).FirstOrDefault() is { } lacking
            ? $"{lacking} không được để trống"
        : body.Object("Package").Whole("Weight") is not (> 0 and <= 50_000) ? "Package.Weight phải từ 1 đến 50000 gam"
        : body.Whole("CODAmount") is not >= 0 ? "CODAmount phải là số nguyên không âm"
        : CheckPlace(body.Object("Sender").Text("Province"), body.Object("Sender").Text("District"), body.Object("Sender").Text("Commune"), "sender")
            ?? CheckPlace(body.Object("Receiver").Text("Province"), body.Object("Receiver").Text("District"), body.Object("Receiver").Text("Commune"), "receiver");

    /// <summary>Null when the place is in the operator's tables; fields are named <c>{side}ProvinceCode</c> and so on.</summary>
    public string? CheckPlace(JsonElement order, string side) =>
        CheckPlace(order.Text(side + "ProvinceCode"), order.Text(side + "DistrictCode"), order.Text(side + "CommuneCode"), side);

    public string? CheckPlace(string provinceCode, string district, string commune, string side) =>
        places.Find(provinceCode) is not { } province ? $"{side}ProvinceCode không có trong danh mục"
        : district != PostPlaces.NoDistrict ? $"{side}DistrictCode phải là {PostPlaces.NoDistrict}"
        : !PostPlaces.IsCommune(commune, province) ? $"{side}CommuneCode không thuộc {side}ProvinceCode"
        : null;

    /// <summary>Cash on delivery in đồng, 0 without, null when it is written wrongly.</summary>
    public static long? CodOf(JsonElement order) => AddonOf(order, CodService, CodProperty);

    /// <summary>Declared value in đồng, 0 without, null when it is written wrongly.</summary>
    public static long? DeclaredValueOf(JsonElement order) => AddonOf(order, DeclaredValueService, DeclaredValueProperty);

    // A typed server takes a list of objects, nothing at all, and no text.
    private static bool AreAddons(JsonElement order, string name) => !order.TryGetProperty(name, out var value) || value.ValueKind is JsonValueKind.Null
        || (value.ValueKind is JsonValueKind.Array && value.EnumerateArray().All(addon => addon.ValueKind is JsonValueKind.Object && addon.Text("code").Length > 0));

    private static long? AddonOf(JsonElement order, string service, string property)
    {
        foreach (var addon in order.Elements("addonService").Where(addon => addon.Text("code") == service))
        {
            var value = addon.Text("propValue");
            return value.StartsWith(property, StringComparison.Ordinal) && long.TryParse(value.AsSpan(property.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var amount)
                ? amount
                : null;
        }

        return 0;
    }
}
