using System.Text.Json.Serialization;

namespace Hub.Postal.Acts;

/// <summary>A signature or photo.</summary>
/// <param name="Kind"><c>signature</c> or <c>photo</c>.</param>
/// <param name="Sha256">Of the content, lower-case hex.</param>
/// <param name="MediaType">As its first bytes say; null when they are those of neither PNG nor JPEG.</param>
public sealed record ActAttachment(string Kind, string Sha256, string? MediaType, [property: JsonIgnore] ReadOnlyMemory<byte> Content)
{
    /// <summary>Bytes of the picture itself.</summary>
    public const int MaxBytes = 2 * 1024 * 1024;

    private static ReadOnlySpan<byte> Png => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private static ReadOnlySpan<byte> Jpeg => [0xFF, 0xD8, 0xFF];

    /// <summary>Its type is told by its first bytes: what a sender calls it counts for nothing.</summary>
    public static ActAttachment Of(string kind, ReadOnlyMemory<byte> content) => new(
        kind,
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(content.Span)),
        content.Span.StartsWith(Png) ? "image/png" : content.Span.StartsWith(Jpeg) ? "image/jpeg" : null,
        content);
}
