using System.Buffers;
using System.Text.Json;

namespace Hub.Sandbox.State;

/// <summary>Writes one line of the state log: a JSON object without line breaks, its kind in <c>k</c>.</summary>
internal static class JournalLine
{
    public const string Dossier = "dossier";
    public const string Progress = "progress";
    public const string Once = "once";
    public const string Procedure = "procedure";
    public const string Integration = "integration";
    public const string Webhook = "webhook";
    public const string Clock = "clock";
    public const string PostConsignment = "post-consignment";
    public const string PostEvent = "post-event";
    public const string PostRange = "post-range";
    public const string PostAnnouncement = "post-announcement";
    public const string PostPush = "post-push";
    public const string PostTarget = "post-target";

    public static byte[] Of(string kind, Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(512);
        using (var writer = new Utf8JsonWriter(buffer, TwinJson.Writer))
        {
            writer.WriteStartObject();
            writer.WriteString("k", kind);
            members(writer);
            writer.WriteEndObject();
        }

        buffer.Write("\n"u8);
        return buffer.WrittenSpan.ToArray();
    }
}
