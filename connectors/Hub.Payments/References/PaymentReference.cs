using System.Diagnostics.CodeAnalysis;

namespace Hub.Payments.References;

/// <summary>What a payer writes into the transfer: the centre's prefix and seven characters, such as <c>H40D</c> and <c>B2K7Q9G</c>.</summary>
/// <param name="Prefix">Capital letters and digits.</param>
/// <param name="Code">Seven characters of Crockford's base 32, the last of which checks the others.</param>
public sealed record PaymentReference(string Prefix, string Code)
{
    public const int LeastPrefix = 3;

    /// <summary>So much fits beside the code into 25 characters with room for a word.</summary>
    public const int MostPrefix = 8;

    public string Text => Prefix + Code;

    /// <summary>
    /// Of a number that chance or a counter gave; its lowest 30 bits count. No code holds the prefix, or a prefix written twice could be read as two references; such
    /// a number gives the reference of the next, so what is given out is still to be unique.
    /// </summary>
    /// <exception cref="ArgumentException">The prefix is none.</exception>
    public static PaymentReference Of(string prefix, uint number)
    {
        if (!IsPrefix(prefix))
        {
            throw new ArgumentException("A prefix is 3 to 8 capital letters and digits, and begins with a letter.", nameof(prefix));
        }

        var code = CrockfordCode.Of(number);
        while (code.Contains(CrockfordCode.NormalText(prefix), StringComparison.Ordinal))
        {
            code = CrockfordCode.Of(++number);
        }

        return new(prefix, code);
    }

    /// <summary>Reads back what <see cref="Text"/> wrote, as the hub's own data hold it; what a bank wrote is for <see cref="ReferenceReader"/>.</summary>
    public static bool TryParse(string prefix, string text, [NotNullWhen(true)] out PaymentReference? reference)
    {
        reference = text.Length == prefix.Length + CrockfordCode.Length && text.StartsWith(prefix, StringComparison.Ordinal) && CrockfordCode.IsSound(text.AsSpan(prefix.Length))
            ? new(prefix, text[prefix.Length..])
            : null;
        return reference is not null;
    }

    /// <summary>Three to eight capital letters and digits, beginning with a letter.</summary>
    public static bool IsPrefix(string text) => text.Length is >= LeastPrefix and <= MostPrefix && char.IsAsciiLetterUpper(text[0]) && text.All(c => char.IsAsciiLetterUpper(c) || char.IsAsciiDigit(c));
}
