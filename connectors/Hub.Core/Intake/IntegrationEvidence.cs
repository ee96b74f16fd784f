using System.Buffers;
using System.Text;
using System.Text.Encodings.Web;
using System.Text.Json;
using Hub.Core.Events;

namespace Hub.Core.Intake;

/// <summary>What a procedure event says that shows the centre's decision: its id, and the fields that name the decision.</summary>
internal static class IntegrationEvidence
{
    private static readonly string[] Kept = ["serviceLevel", "decisionNumber", "decidedAt", "reason", "evidence"];
    private static readonly JsonWriterOptions Output = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static string Of(CloudEvent e)
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var document = JsonDocument.Parse(e.Data))
        using (var writer = new Utf8JsonWriter(buffer, Output))
        {
            writer.WriteStartObject();
            writer.WriteString("event", e.Id);
            foreach (var name in Kept)
            {
                if (document.RootElement.TryGetProperty(name, out var value))
                {
                    writer.WritePropertyName(name);
                    value.WriteTo(writer);
                }
            }

            writer.WriteEndObject();
        }

        return Encoding.UTF8.GetString(buffer.WrittenSpan);
    }
}
