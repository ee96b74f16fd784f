using System.Text;

namespace Hub.Core.Intake;

/// <summary>CloudEvents HTTP binding 1.0.2, section 3.1.3.2: a header value is unquoted first and percent-decoded once.</summary>
public static class HeaderValue
{
    public static bool TryDecode(string raw, out string value)
    {
        value = Unquote(raw);
        return !value.Contains('%', StringComparison.Ordinal) || TryPercentDecode(value, out value);
    }

    // Older senders quoted values (RFC 9110 section 5.6.4); the binding still asks to read them.
    private static string Unquote(string raw)
    {
        if (raw is not ['"', .., '"'] || raw.Length < 2)
        {
            return raw;
        }

        var inner = raw.AsSpan(1, raw.Length - 2);
        var text = new StringBuilder(inner.Length);
        for (var i = 0; i < inner.Length; i++)
        {
            text.Append(inner[i] == '\\' && i + 1 < inner.Length ? inner[++i] : inner[i]);
        }

        return text.ToString();
    }

    private static bool TryPercentDecode(string text, out string value)
    {
        var bytes = new byte[Encoding.UTF8.GetMaxByteCount(text.Length)];
        var length = 0;
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] == '%')
            {
                if (i + 2 >= text.Length || !char.IsAsciiHexDigit(text[i + 1]) || !char.IsAsciiHexDigit(text[i + 2]))
                {
                    value = text;
                    return false;
                }

                bytes[length++] = Convert.FromHexString(text.AsSpan(i + 1, 2))[0];
                i += 2;
            }
            else
            {
                var pair = char.IsHighSurrogate(text[i]) && i + 1 < text.Length ? 2 : 1;
                length += Encoding.UTF8.GetBytes(text.AsSpan(i, pair), bytes.AsSpan(length));
                i += pair - 1;
            }
        }

        var valid = System.Text.Unicode.Utf8.IsValid(bytes.AsSpan(0, length));
        value = valid ? Encoding.UTF8.GetString(bytes, 0, length) : text;
        return valid;
    }
}
