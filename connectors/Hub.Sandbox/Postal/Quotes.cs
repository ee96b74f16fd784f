using System.Text.Json;
using Hub.Sandbox.Twins;

namespace Hub.Sandbox.Postal;

/// <summary>An invented price list: by weight, by whether the province is left, and by how far apart the province codes are.</summary>
internal static class Quotes
{
    private static readonly Dictionary<string, (string Name, int Percent)> Services = new(StringComparer.Ordinal)
    {
        ["CTN009"] = ("Chuyển phát tiêu chuẩn", 100),
        ["CTN007"] = ("Chuyển phát nhanh", 140),
    };

    public static IEnumerable<string> ServiceCodes => Services.Keys;

    public static bool Knows(string service) => Services.ContainsKey(service);

    /// <summary>The price of an order's or a question's fields, which are named alike.</summary>
    public static Quote Of(JsonElement order, string service)
    {
        var (name, percent) = Services[service];
        var weight = Math.Max(1, order.Whole("weight") ?? 1);
        var priceWeight = (weight + 99) / 100 * 100;
        var distance = Math.Abs((long.TryParse(order.Text("senderProvinceCode"), out var from) ? from : 0) - (long.TryParse(order.Text("receiverProvinceCode"), out var to) ? to : 0));
        var (basis, half) = distance switch
        {
            0 => (18_000L, 2_500L),
            < 20 => (25_000L, 4_000L),
            _ => (32_000L, 6_000L),
        };
        var fee = (basis + (half * ((Math.Max(0, weight - 500) + 499) / 500))) * percent / 100;
        var cod = MyVnpostRules.CodOf(order) ?? 0;
        var declared = MyVnpostRules.DeclaredValueOf(order) ?? 0;
        var extra = (cod > 0 ? Math.Max(13_000, cod * 8 / 1000) : 0) + (declared > 0 ? Math.Max(5_000, declared / 200) : 0);
        return new Quote(service, name, fee, extra, priceWeight);
    }
}

/// <summary>What a service costs for one consignment; whole đồng, tax included, and the weight it is priced by in grams.</summary>
internal sealed record Quote(string ServiceCode, string ServiceName, long MainFee, long VasFee, long PriceWeight)
{
    public long TotalFee => MainFee + VasFee;

    public long MainFeeBeforeTax => (MainFee * 100 / 108) + (MainFee * 100 % 108 * 2 >= 108 ? 1 : 0);
}
