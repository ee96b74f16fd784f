using System.Buffers;

namespace Hub.Core.Intake;

/// <summary>A media type with the parameters that matter here.</summary>
/// <param name="Name">Lower-case <c>type/subtype</c>.</param>
/// <param name="Charset">As given; null when not given.</param>
public readonly record struct MediaType(string Name, string? Charset)
{
    // RFC 9110 section 5.6.2, tchar.
    private static readonly SearchValues<char> Token = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    /// <summary>JSON by name: <c>application/json</c>, <c>text/json</c> or a structured syntax suffix <c>+json</c>.</summary>
    public bool IsJson => Name is "application/json" or "text/json" || Name.EndsWith("+json", StringComparison.Ordinal);

    public bool IsUtf8 => Charset is null || Charset.Equals("utf-8", StringComparison.OrdinalIgnoreCase) || Charset.Equals("utf8", StringComparison.OrdinalIgnoreCase);

    public static bool TryParse(ReadOnlySpan<char> text, out MediaType media)
    {
        media = default;
        var semicolon = text.IndexOf(';');
        var name = (semicolon < 0 ? text : text[..semicolon]).Trim();
        var slash = name.IndexOf('/');
        if (slash < 1 || slash == name.Length - 1 || name[..slash].ContainsAnyExcept(Token) || name[(slash + 1)..].ContainsAnyExcept(Token))
        {
            return false;
        }

        if (!TryCharset(semicolon < 0 ? [] : text[semicolon..], out var charset))
        {
            return false;
        }

        media = new MediaType(Known(name), charset);
        return true;
    }

    private static string Known(ReadOnlySpan<char> name) => name switch
    {
        "application/cloudevents+json" => "application/cloudevents+json",
        "application/json" => "application/json",
        _ => name.ToString().ToLowerInvariant(),
    };

    private static bool TryCharset(ReadOnlySpan<char> rest, out string? charset)
    {
        charset = null;
        while (!(rest = rest.Trim()).IsEmpty)
        {
            if (rest[0] != ';')
            {
                return false;
            }

            rest = rest[1..].TrimStart();
            if (rest.IsEmpty || rest[0] == ';')
            {
                continue;
            }

            var equals = rest.IndexOf('=');
            if (equals < 1 || rest[..equals].ContainsAnyExcept(Token))
            {
                return false;
            }

            var isCharset = rest[..equals].Equals("charset", StringComparison.OrdinalIgnoreCase);
            rest = rest[(equals + 1)..];
            if (!TryValue(ref rest, out var value))
            {
                return false;
            }

            charset = isCharset ? value : charset;
        }

        return true;
    }

    private static bool TryValue(ref ReadOnlySpan<char> rest, out string value)
    {
        value = "";
        if (rest is ['"', ..])
        {
            var end = rest[1..].IndexOf('"');
            if (end < 0)
            {
                return false;
            }

            value = rest.Slice(1, end).ToString();
            rest = rest[(end + 2)..];
            return true;
        }

        var length = rest.IndexOfAnyExcept(Token);
        length = length < 0 ? rest.Length : length;
        value = rest[..length].ToString();
        rest = rest[length..];
        return length > 0;
    }
}
