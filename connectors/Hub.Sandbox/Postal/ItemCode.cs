using System.Globalization;

namespace Hub.Sandbox.Postal;

/// <summary>Item codes by UPU S10: two letters, eight digits, a check digit, VN.</summary>
internal static class ItemCode
{
    private static readonly int[] Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    public static string Of(string prefix, long serial)
    {
        var digits = serial.ToString("00000000", CultureInfo.InvariantCulture);
        var rest = 11 - (digits.Select((digit, index) => (digit - '0') * Weights[index]).Sum() % 11);
        var check = rest switch
        {
            10 => 0,
            11 => 5,
            _ => rest,
        };
        return $"{prefix}{digits}{check}VN";
    }
}

/// <summary>Item codes allotted to a customer of B, to be used once each.</summary>
internal sealed record ItemRange(string Id, int First, int Quantity)
{
    public const string Prefix = "CN";

    public int Last => First + Quantity - 1;

    public string FirstItemCode => ItemCode.Of(Prefix, First);

    public string LastItemCode => ItemCode.Of(Prefix, Last);

    /// <summary>Whether the code is one of the range's, check digit included.</summary>
    public bool Holds(string itemCode) =>
        itemCode.Length == 13
        && int.TryParse(itemCode.AsSpan(2, 8), NumberStyles.None, CultureInfo.InvariantCulture, out var serial)
        && serial >= First && serial <= Last && itemCode == ItemCode.Of(Prefix, serial);
}
