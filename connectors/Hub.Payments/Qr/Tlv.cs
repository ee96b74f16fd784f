using System.Globalization;
using System.Text;

namespace Hub.Payments.Qr;

/// <summary>The fields of an EMVCo code: two digits of tag, two digits of length, the value.</summary>
internal static class Tlv
{
    /// <summary>The longest value that two digits can tell.</summary>
    public const int Most = 99;

    private const int Head = 4;

    /// <summary>Appends a field; one without a value is left out, since the standard knows no length 00.</summary>
    public static StringBuilder AppendField(this StringBuilder text, string tag, string? value) => string.IsNullOrEmpty(value)
        ? text
        : text.Append(tag).Append(value.Length.ToString("D2", CultureInfo.InvariantCulture)).Append(value);

    /// <returns>The fields by tag; null when the text is not wholly made of fields, or has a tag twice.</returns>
    public static IReadOnlyDictionary<string, string>? Read(string text)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal);
        for (var at = 0; at < text.Length;)
        {
            if (text.Length - at < Head || text.AsSpan(at, Head).ContainsAnyExceptInRange('0', '9'))
            {
                return null;
            }

            var length = ((text[at + 2] - '0') * 10) + text[at + 3] - '0';
            if (length == 0 || text.Length - at - Head < length || !fields.TryAdd(text.Substring(at, 2), text.Substring(at + Head, length)))
            {
                return null;
            }

            at += Head + length;
        }

        return fields;
    }
}
