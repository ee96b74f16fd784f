using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Intake;

namespace Hub.Payments.Telling;

internal static class PaymentJson
{
    // Vietnamese goes out as UTF-8 text; nothing here is ever put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Object(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var writer = new Utf8JsonWriter(stream, Options))
        {
            writer.WriteStartObject();
            write(writer);
            writer.WriteEndObject();
        }

        return stream.ToArray();
    }

    /// <summary>Left out when it is null or empty.</summary>
    public static void Text(this Utf8JsonWriter json, string name, string? value, int max)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, OutsideText.Cut(value, max));
        }
    }
}
