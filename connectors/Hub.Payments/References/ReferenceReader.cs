using Hub.Payments.Letters;

namespace Hub.Payments.References;

/// <summary>
/// Finds references in the text of a transfer as banks pass it on: in small letters, with spaces, line breaks and signs put in, with marks taken off or put on,
/// glued to other words, with O for 0 and I or L for 1.
/// </summary>
public sealed class ReferenceReader
{
    // Longer texts are no transfer's; what is behind is not read.
    private const int MostText = 2000;

    // What each ASCII character counts as; nothing for those that do not count.
    private static readonly char[] Counts = [.. Enumerable.Range(0, 128).Select(letter => char.IsAsciiLetterOrDigit((char)letter) ? CrockfordCode.Normal(char.ToUpperInvariant((char)letter)) : '\0')];

    private readonly string _prefix;
    private readonly string _normal;

    /// <exception cref="ArgumentException">The prefix is none.</exception>
    public ReferenceReader(string prefix)
    {
        _prefix = PaymentReference.IsPrefix(prefix) ? prefix : throw new ArgumentException("This is no prefix of payment references.", nameof(prefix));
        _normal = CrockfordCode.NormalText(prefix);
    }

    /// <summary>Everything in the text that may be one of our references. Never throws, whatever the text.</summary>
    public ReferenceReading Read(string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return ReferenceReading.Nothing;
        }

        Span<char> squeezed = stackalloc char[Math.Min(text.Length, MostText)];
        var (exact, cut) = (default(List<PaymentReference>?), default(List<string>?));
        var letters = squeezed[..Squeeze(text, squeezed)];
        for (var from = letters.IndexOf(_normal); from >= 0;)
        {
            var rest = letters[(from + _normal.Length)..];
            if (rest.Length >= CrockfordCode.Length && CrockfordCode.IsSound(rest[..CrockfordCode.Length]) && !rest[..CrockfordCode.Length].Contains(_normal, StringComparison.Ordinal))
            {
                Add(ref exact, new PaymentReference(_prefix, new string(rest[..CrockfordCode.Length])));
            }
            else if (rest.Length >= CrockfordCode.Body && CrockfordCode.AreDigits(rest[..CrockfordCode.Body]))
            {
                Add(ref cut, new string(rest[..CrockfordCode.Body]));
            }

            var next = letters[(from + 1)..].IndexOf(_normal);
            from = next < 0 ? -1 : from + 1 + next;
        }

        return exact is null && cut is null ? ReferenceReading.Nothing : new ReferenceReading(exact ?? [], cut ?? []);
    }

    private static void Add<T>(ref List<T>? list, T found)
    {
        list ??= [];
        if (!list.Contains(found))
        {
            list.Add(found);
        }
    }

    // Capitals and digits alone, each as it counts.
    private static int Squeeze(string text, Span<char> squeezed)
    {
        var length = 0;
        foreach (var written in text.AsSpan(0, squeezed.Length))
        {
            var letter = char.IsAscii(written) ? written : PlainLetters.Fold(written);
            if (letter < Counts.Length && Counts[letter] is not '\0' and var counted)
            {
                squeezed[length++] = counted;
            }
        }

        return length;
    }
}

/// <param name="Exact">Whole, each with a right check character. More than one means that a person must say what is paid.</param>
/// <param name="Cut">The first six characters of each that follows the prefix without a right check character. Never enough to book by.</param>
public sealed record ReferenceReading(IReadOnlyList<PaymentReference> Exact, IReadOnlyList<string> Cut)
{
    public static ReferenceReading Nothing { get; } = new([], []);
}
