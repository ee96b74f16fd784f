using System.Buffers;
using System.Text.Json;

namespace Hub.Sandbox.Portal;

/// <summary>A business answer: <c>{"error_code":…,"message":…,"result":[…]}</c>. <c>Result</c> writes the elements of a list,
/// <c>Session</c> is the new one after a login, <c>Applied</c> says whether the call changed anything.</summary>
internal sealed record PortalReply(ReplyCode Code, string Message, Action<Utf8JsonWriter>? Result = null, string? Session = null, bool Applied = false)
{
    public static PortalReply Refused(string message) => new(new ReplyCode(-1), message);

    public static PortalReply Found(Action<Utf8JsonWriter> result) => new(new ReplyCode(0), "Thành công", result);

    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(256);
        using (var writer = new Utf8JsonWriter(buffer, TwinJson.Writer))
        {
            writer.WriteStartObject();
            Code.WriteTo(writer);
            if (Session is not null)
            {
                writer.WriteString("session", Session);
            }

            writer.WriteString("message", Message);
            if (Result is not null)
            {
                writer.WriteStartArray("result");
                Result(writer);
                writer.WriteEndArray();
            }

            writer.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }
}
