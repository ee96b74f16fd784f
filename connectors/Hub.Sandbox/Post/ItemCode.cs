using System.Globalization;

namespace Hub.Sandbox.Post;

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
