namespace Hub.Payments.Letters;

/// <summary>How names and numbers of money are compared: by their letters and digits alone, however a bank writes them.</summary>
public static class MoneyNames
{
    /// <summary>Shorter names stand in a text by chance.</summary>
    public const int Least = 8;

    private const int MostOnStack = 512;

    /// <summary>Capitals and digits without marks, spaces and signs.</summary>
    public static string Squeeze(string text)
    {
        Span<char> squeezed = text.Length <= MostOnStack ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var letter in text)
        {
            var plain = PlainLetters.Fold(letter);
            if (char.IsAsciiLetterOrDigit(plain))
            {
                squeezed[length++] = char.ToUpperInvariant(plain);
            }
        }

        return length == text.Length && squeezed.SequenceEqual(text) ? text : new string(squeezed[..length]);
    }

    /// <summary>One bank parts the digits, another leaves out zeros in front.</summary>
    public static bool IsAccount(string one, string other) => one == other || (Account(one) is { Length: > 0 } bare && bare == Account(other));

    /// <summary>The same for every way to write an account; empty where nothing but zeros and signs is left.</summary>
    public static string Account(string number) => Squeeze(number).TrimStart('0');

    public static bool IsSame(string? one, string? other) => one is not null && other is not null && one.AsSpan().Trim().Equals(other.AsSpan().Trim(), StringComparison.OrdinalIgnoreCase);

    /// <summary>Two references that a bank numbers in one row are of two transactions.</summary>
    public static bool Differ(string? one, string? other) =>
        one is not null && other is not null && !IsSame(one, other) && one.Length == other.Length && Head(one).Equals(Head(other), StringComparison.Ordinal);

    /// <summary>What a text may hold as a name of its own: each word squeezed, with its inner signs and parted at them.</summary>
    public static IEnumerable<string> Words(string text)
    {
        foreach (var word in text.Split([' ', ',', ';', ':', '(', ')', '\n', '\r', '\t'], StringSplitOptions.RemoveEmptyEntries))
        {
            var whole = Squeeze(word);
            yield return whole;
            if (whole.Length < word.Length)
            {
                foreach (var part in word.Split(['-', '.', '/', '_', '|', '#', '+', '*'], StringSplitOptions.RemoveEmptyEntries))
                {
                    if (part.Length < word.Length)
                    {
                        yield return Squeeze(part);
                    }
                }
            }
        }
    }

    private static ReadOnlySpan<char> Head(string reference)
    {
        var at = reference.AsSpan().IndexOfAnyInRange('0', '9');
        return at < 0 ? reference : reference.AsSpan(0, at);
    }
}
