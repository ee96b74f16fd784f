using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Hub.Transports.ServiceBus;

/// <summary>Custom properties as headers: texts in double quotes, times quoted as RFC 1123, numbers and booleans bare; ASCII only.</summary>
internal static class PropertyText
{
    private static readonly SearchValues<char> NameCharacters = SearchValues.Create("!#$%&'*+-.^_`|~0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz");

    // What a transfer itself needs, in either direction; such a name would never arrive as a property.
    private static readonly HashSet<string> Reserved = new(StringComparer.OrdinalIgnoreCase)
    {
        "accept", "accept-charset", "accept-encoding", "accept-language", "authorization", "brokerproperties", "cache-control", "connection", "content-encoding",
        "content-language", "content-length", "content-type", "cookie", "date", "etag", "expect", "expires", "forwarded", "host", "keep-alive", "last-modified", "location",
        "pragma", "retry-after", "server", "set-cookie", "strict-transport-security", "te", "trailer", "transfer-encoding", "upgrade", "user-agent", "vary", "via", "warning",
    };

    public static bool IsName(string name) =>
        name.Length is > 0 and <= 128 && !name.AsSpan().ContainsAnyExcept(NameCharacters) && !Reserved.Contains(name) && !name.StartsWith("x-ms-", StringComparison.OrdinalIgnoreCase);

    /// <exception cref="ArgumentException">It is of no kind that can be sent.</exception>
    public static string Write(object value) => value switch
    {
        string text => Quote(text),
        bool flag => flag ? "true" : "false",
        int or long => ((IFormattable)value).ToString(null, CultureInfo.InvariantCulture),
        double number when double.IsFinite(number) => number.ToString("R", CultureInfo.InvariantCulture),
        DateTimeOffset time => Quote(time.ToString("R", CultureInfo.InvariantCulture)),
        _ => throw new ArgumentException($"A property cannot be a {value.GetType().Name}; send text, a boolean, a number or a time."),
    };

    public static object Read(string text)
    {
        try
        {
            using var document = JsonDocument.Parse(text);
            var value = document.RootElement;
            return value.ValueKind switch
            {
                JsonValueKind.String => value.GetString()!,
                JsonValueKind.True => true,
                JsonValueKind.False => false,
                JsonValueKind.Number when value.TryGetInt64(out var whole) => whole,
                JsonValueKind.Number when value.TryGetDouble(out var number) && double.IsFinite(number) => number,
                _ => text,
            };
        }
        catch (Exception unquoted) when (unquoted is JsonException or InvalidOperationException)
        {
            return text;
        }
    }

    private static string Quote(string text)
    {
        var quoted = new StringBuilder(text.Length + 2).Append('"');
        foreach (var c in text)
        {
            _ = c switch
            {
                '"' or '\\' => quoted.Append('\\').Append(c),
                >= ' ' and <= '~' => quoted.Append(c),
                _ => quoted.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
            };
        }

        return quoted.Append('"').ToString();
    }
}
