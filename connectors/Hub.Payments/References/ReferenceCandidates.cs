using Hub.Payments.Letters;

namespace Hub.Payments.References;

/// <summary>
/// What a cut reference may have been. A candidate has six of the seven characters in a row, stands alone among the open requests, and asks for exactly what was
/// paid. It is for a person to confirm; nothing is ever booked by it.
/// </summary>
public static class ReferenceCandidates
{
    /// <param name="text">Of the transfer.</param>
    /// <param name="amount">That was paid, whole đồng.</param>
    /// <param name="open">Requests that wait for money, with what each asks for.</param>
    /// <returns>Null when none or more than one fits.</returns>
    public static PaymentReference? Find(ReferenceReader reader, string text, long amount, IEnumerable<(PaymentReference Reference, long Amount)> open)
    {
        var cut = reader.Read(text).Cut;
        var words = Words(text);
        var fits = open.Where(request => cut.Contains(request.Reference.Code[..CrockfordCode.Body]) || words.Overlaps(Parts(request.Reference.Code)))
            .DistinctBy(request => request.Reference).Take(2).ToList();
        return fits is [var only] && only.Amount == amount ? only.Reference : null;
    }

    /// <summary>Six characters in a row of which a candidate's code begins or ends with one; to look for the requests that <see cref="Find"/> judges.</summary>
    public static IReadOnlyCollection<string> PartsOf(ReferenceReader reader, string text) =>
        [.. reader.Read(text).Cut.Concat(Words(text).SelectMany(word => word.Length == CrockfordCode.Length ? [word[..CrockfordCode.Body], word[1..]] : (string[])[word])).Distinct()];

    /// <summary>What of a reference is looked up by <see cref="PartsOf(ReferenceReader, string)"/>.</summary>
    public static IEnumerable<string> PartsOf(PaymentReference reference) => Parts(reference.Code).Skip(1);

    // A word of the text may be the code that lost its prefix, and with it the character before or behind.
    private static IEnumerable<string> Parts(string code) => [code, code[..CrockfordCode.Body], code[1..]];

    private static HashSet<string> Words(string text)
    {
        var letters = string.Concat(text.Where(letter => !PlainLetters.IsMark(letter)).Select(PlainLetters.Fold).Select(letter => char.IsAsciiLetterOrDigit(letter) ? CrockfordCode.Normal(char.ToUpperInvariant(letter)) : ' '));
        return [.. letters.Split(' ').Where(word => word.Length is CrockfordCode.Length or CrockfordCode.Body)];
    }
}
