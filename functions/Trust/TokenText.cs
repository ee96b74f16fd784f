using System.Buffers;
using System.Buffers.Text;
using System.Text.Json;
using Hub.Core.Intake;

namespace Hub.Functions.Trust;

/// <summary>
/// What a compact JWT must be before its signature is asked for. The library passes over an extension that the sender called critical, reads a time that is a
/// text, and takes the last of two equal members; a token is one or it is none (RFC 7515 section 4.1.11, RFC 7519 sections 2 and 4).
/// </summary>
internal static class TokenText
{
    public const int MaxSubject = 190;

    private const int MaxLength = 16 * 1024;

    // 9999-12-31.
    private const double LastSecond = 253_402_300_799;
    private static readonly string[] Times = ["exp", "nbf", "iat"];
    private static readonly JsonDocumentOptions Strict = new() { AllowDuplicateProperties = false, MaxDepth = 16 };

    // No space, quote, comma or backslash: a subject stands in lists, in the audit and in addresses.
    private static readonly SearchValues<char> SubjectLetters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._~@+|=/:-");

    public static bool IsSound(string token)
    {
        var parts = token.Split('.');
        if (token.Length > MaxLength || parts.Length != 3)
        {
            return false;
        }

        try
        {
            using var header = Read(parts[0]);
            using var claims = Read(parts[1]);
            return IsHeader(header.RootElement) && AreClaims(claims.RootElement);
        }
        catch (Exception unreadable) when (unreadable is JsonException or FormatException)
        {
            return false;
        }
    }

    public static bool IsSubject(string subject) => subject.Length is > 0 and <= MaxSubject && !subject.AsSpan().ContainsAnyExcept(SubjectLetters);

    private static JsonDocument Read(string part) => OutsideJson.Parse(Base64Url.DecodeFromChars(part), Strict);

    // Nothing that a sender could call critical is understood here.
    private static bool IsHeader(JsonElement header) => header.ValueKind is JsonValueKind.Object
        && !header.TryGetProperty("crit", out _)
        && (!header.TryGetProperty("kid", out var kid) || kid is { ValueKind: JsonValueKind.String } && kid.GetString() is { Length: > 0 });

    private static bool AreClaims(JsonElement claims) => claims.ValueKind is JsonValueKind.Object
        && claims.TryGetProperty("exp", out _)
        && Array.TrueForAll(Times, name => !claims.TryGetProperty(name, out var time)
            || (time.ValueKind is JsonValueKind.Number && time.TryGetDouble(out var seconds) && seconds is >= 0 and <= LastSecond));
}
