using System.Text;

namespace Hub.Connectors;

/// <summary>What a body is that was expected to be a partner's JSON.</summary>
public static class BodyKind
{
    private const int Looked = 64;

    /// <summary><c>empty</c>, <c>html</c>, <c>json</c> or <c>text</c>, by the media type and the first characters.</summary>
    public static string Of(ReadOnlySpan<byte> body, string? mediaType)
    {
        var start = Encoding.UTF8.GetString(body[..Math.Min(body.Length, Looked)]).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return start.Length == 0 ? "empty"
            : mediaType?.Contains("html", StringComparison.OrdinalIgnoreCase) is true || start.StartsWith('<') ? "html"
            : start[0] is '{' or '[' ? "json"
            : "text";
    }
}
