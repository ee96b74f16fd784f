namespace Hub.Postal.Consignments;

/// <summary>
/// Tracking numbers after UPU S10: two letters, eight digits, a check digit, two letters of the country. Not every domestic number follows it, so a wrong
/// check digit is a warning and never a reason to refuse.
/// </summary>
public static class S10
{
    /// <summary>Digits of the serial number.</summary>
    public const int SerialDigits = 8;

    private static readonly int[] Weights = [8, 6, 4, 2, 3, 5, 9, 7];

    /// <summary>11 less the remainder of the weighted sum by 11, where 10 is written 0 and 11 is written 5.</summary>
    /// <param name="serial">0 to 99,999,999.</param>
    public static int CheckDigit(long serial)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(serial);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(serial, 99_999_999);
        var sum = 0;
        for (var i = SerialDigits - 1; i >= 0; i--)
        {
            sum += (int)(serial % 10) * Weights[i];
            serial /= 10;
        }

        return (11 - (sum % 11)) switch { 10 => 0, 11 => 5, var digit => digit };
    }

    /// <summary>True when the number has the form of S10 and another check digit than its serial asks for.</summary>
    public static bool IsWrong(string waybill)
    {
        ReadOnlySpan<char> text = waybill;
        return text.Length == 13 && AreLetters(text[..2]) && AreLetters(text[11..]) && long.TryParse(text[2..10], System.Globalization.NumberStyles.None, null, out var serial)
            && char.IsAsciiDigit(text[10]) && text[10] - '0' != CheckDigit(serial);
    }

    private static bool AreLetters(ReadOnlySpan<char> text) => char.IsAsciiLetterUpper(text[0]) && char.IsAsciiLetterUpper(text[1]);
}
