namespace Hub.Payments.References;

/// <summary>
/// Seven characters of Crockford's base 32: six that count, one that checks. Crockford's own check characters are no letters that a bank carries, so the
/// check is a sum over GF(32) with another weight at each place: every single wrong character and every two that changed places are found.
/// </summary>
internal static class CrockfordCode
{
    public const int Length = 7;
    public const int Body = Length - 1;

    /// <summary>Without I, L, O and U, which are read as or taken for others.</summary>
    public const string Alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

    // x^5 + x^2 + 1 is primitive: its powers are all different up to the 31st.
    private const int Polynomial = 0b100101;

    private const sbyte None = -1;

    private static readonly sbyte[] Values = [.. Enumerable.Range(0, 128).Select(letter => (sbyte)Alphabet.IndexOf((char)letter, StringComparison.Ordinal))];

    /// <param name="number">The lowest 30 bits count.</param>
    public static string Of(uint number)
    {
        Span<char> code = stackalloc char[Length];
        for (var at = Body - 1; at >= 0; at--)
        {
            code[at] = Alphabet[(int)(number & 31)];
            number >>= 5;
        }

        code[Body] = Alphabet[Sum(code[..Body])];
        return new string(code);
    }

    /// <param name="code">As <see cref="Normal"/> gives each character.</param>
    public static bool IsSound(ReadOnlySpan<char> code) => code.Length == Length && AreDigits(code) && Alphabet[Sum(code[..Body])] == code[Body];

    public static bool AreDigits(ReadOnlySpan<char> code)
    {
        foreach (var letter in code)
        {
            if (letter >= Values.Length || Values[letter] == None)
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A capital as it counts: I and L are 1, O is 0.</summary>
    public static char Normal(char capital) => capital switch
    {
        'I' or 'L' => '1',
        'O' => '0',
        _ => capital,
    };

    public static string NormalText(string capitals) => string.Concat(capitals.Select(Normal));

    // Horner's rule: each step multiplies by x.
    private static int Sum(ReadOnlySpan<char> body)
    {
        var sum = 0;
        foreach (var letter in body)
        {
            sum = Twice(sum ^ Values[letter]);
        }

        return sum;
    }

    private static int Twice(int value) => (value << 1) >= 32 ? (value << 1) ^ Polynomial : value << 1;
}
