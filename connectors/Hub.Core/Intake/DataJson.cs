using System.Text.Encodings.Web;
using System.Text.Json;

namespace Hub.Core.Intake;

/// <summary>Writes the data of an event that a party tells.</summary>
public static class DataJson
{
    // Vietnamese goes out as UTF-8 text; nothing here is ever put into HTML.
    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static byte[] Write(Action<Utf8JsonWriter> write)
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
    /// <param name="max">UTF-16 units; what is longer is cut.</param>
    public static void Text(this Utf8JsonWriter json, string name, string? value, int max = 200)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, OutsideText.Cut(value, max));
        }
    }
}
