namespace Hub.Postal.Acts.Pictures;

/// <summary>
/// Whether bytes are a picture, found out by decoding them to the end: a page or a program with a picture's first bytes is none, and of a torn photo half of the
/// proof is missing. Nothing is kept of it but a bit for each coefficient, so that a picture that unfolds to a gigabyte costs no memory.
/// </summary>
internal static class ProofPicture
{
    /// <summary>More than any telephone takes; a picture of two megabytes with more is made to tire whoever decodes it.</summary>
    public const long MostPixels = 64_000_000;

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <returns>Null when it is neither a whole PNG nor a whole JPEG.</returns>
    public static string? MediaTypeOf(ReadOnlyMemory<byte> content) =>
        content.Span.StartsWith(PngPicture.Signature) ? PngPicture.IsWhole(content) ? "image/png" : null
        : content.Span.StartsWith(Jpeg) && new JpegPicture(content.Span).IsWhole() ? "image/jpeg"
        : null;
}
