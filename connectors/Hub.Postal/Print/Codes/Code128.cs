namespace Hub.Postal.Print.Codes;

/// <summary>
/// Code 128 (ISO/IEC 15417) in code sets B (one printable ASCII character a symbol) and C (two digits a symbol), in the fewest symbols these
/// two allow.
/// </summary>
public static class Code128
{
    private const int SwitchToC = 99;
    private const int SwitchToB = 100;
    private const int StartB = 104;
    private const int StartC = 105;
    private const int Stop = 106;

    /// <summary>Longer texts do not fit on any of our sheets.</summary>
    private const int Longest = 80;

    /// <summary>Widths of bars and spaces by symbol value, table 1 of the standard; each symbol is 11 modules wide, the stop 13.</summary>
    private static readonly string[] Patterns =
        """
        212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132 122231 113222 123122 123221 223211 221132
        221231 213212 223112 312131 311222 321122 321221 312212 322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313
        231113 231311 112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321 331121 312113 312311 332111
        314111 221411 431111 111224 111422 121124 121421 141122 141221 112214 112412 122114 122411 142112 142211 241211 221114 413111 241112 134111
        111242 121142 121241 114212 124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113 411311 113141
        114131 311141 411131 211412 211214 211232 2331112
        """.Split((char[])[' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Start, data, check and stop symbols; <see langword="null"/> for an empty text, one of more than 80 characters or outside printable ASCII.</summary>
    public static IReadOnlyList<int>? Symbols(string text)
    {
        if (text.Length is 0 or > Longest || text.Any(character => character is < ' ' or > '~'))
        {
            return null;
        }

        var (inB, inC) = Costs(text);
        var pairs = inC[0] < inB[0];
        List<int> symbols = [pairs ? StartC : StartB];
        for (var at = 0; at < text.Length;)
        {
            if (pairs && StartsWithPair(text, at) && inC[at] == 1 + inC[at + 2])
            {
                symbols.Add(((text[at] - '0') * 10) + (text[at + 1] - '0'));
                at += 2;
            }
            else if (!pairs && inB[at] == 1 + inB[at + 1])
            {
                symbols.Add(text[at] - ' ');
                at++;
            }
            else
            {
                symbols.Add(pairs ? SwitchToB : SwitchToC);
                pairs = !pairs;
            }
        }

        var sum = symbols[0] + symbols.Skip(1).Select((symbol, index) => symbol * (index + 1)).Sum();
        return [.. symbols, sum % 103, Stop];
    }

    /// <summary>The bars; <see langword="null"/> where <see cref="Symbols"/> has none.</summary>
    public static CodePicture? Draw(string text)
    {
        if (Symbols(text) is not { } symbols)
        {
            return null;
        }

        List<CodeBox> bars = [];
        var x = 0;
        foreach (var pattern in symbols.Select(symbol => Patterns[symbol]))
        {
            for (var index = 0; index < pattern.Length; index++)
            {
                var width = pattern[index] - '0';
                if (index % 2 == 0)
                {
                    bars.Add(new CodeBox(x, 0, width, 1));
                }

                x += width;
            }
        }

        return new CodePicture(text, x, 1, 10, bars);
    }

    /// <summary>Symbols that the rest of the text needs from each place on, when the reader stands in set B or in set C there.</summary>
    private static (int[] InB, int[] InC) Costs(string text)
    {
        var inB = new int[text.Length + 1];
        var inC = new int[text.Length + 1];
        for (var at = text.Length - 1; at >= 0; at--)
        {
            var asCharacter = 1 + inB[at + 1];
            var asPair = StartsWithPair(text, at) ? 1 + inC[at + 2] : asCharacter + 1;
            inB[at] = Math.Min(asCharacter, asPair + 1);
            inC[at] = Math.Min(asPair, asCharacter + 1);
        }

        return (inB, inC);
    }

    private static bool StartsWithPair(string text, int at) =>
        at + 1 < text.Length && char.IsAsciiDigit(text[at]) && char.IsAsciiDigit(text[at + 1]);
}
