using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>What A and B refuse in an order.</summary>
internal sealed class NgspRules(PostTwinOptions options, PostPlaces places)
{
    private static readonly string[] Texts =
        ["CustomerCode", "OrderNumber", "SenderAddress", "SenderName", "SenderTel", "ReceiverName", "ReceiverAddress", "ReceiverTel"];

    /// <summary>Null when the order can be taken, else what is wrong with it.</summary>
    public string? Check(JsonElement order, bool hasItemCode)
    {
        if (Texts.FirstOrDefault(name => string.IsNullOrWhiteSpace(order.Text(name))) is { } missing)
        {
            return $"{missing} không được để trống";
        }

        if (!options.CustomerCodes.Contains(order.Text("CustomerCode"), StringComparer.Ordinal))
        {
            return "CustomerCode không tồn tại";
        }

        if (order.Text("OrderNumber").Length > 50)
        {
            return "OrderNumber dài quá 50 ký tự";
        }

        return CheckPlace(order, "Sender") ?? CheckPlace(order, "Receiver")
            ?? (order.Whole("CODAmount") is null or < 0 ? "CODAmount phải là số nguyên không âm" : null)
            ?? (hasItemCode ? CheckItemCode(order) : null);
    }

    private string? CheckPlace(JsonElement order, string side)
    {
        var province = order.Whole(side + "Province");
        if (province is null || !places.IsProvince(province.Value))
        {
            return $"{side}Province không có trong danh mục";
        }

        return order.Whole(side + "District") is { } district && PostPlaces.IsDistrict(district, province.Value)
            ? null
            : $"{side}District không thuộc {side}Province";
    }

    private static string? CheckItemCode(JsonElement order) =>
        string.IsNullOrWhiteSpace(order.Text("ItemCode")) ? "ItemCode không được để trống"
        : order.Whole("FlagConfig") != 2 ? "FlagConfig phải bằng 2"
        : null;
}
