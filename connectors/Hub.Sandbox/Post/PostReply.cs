using System.Buffers;
using System.Text.Json;

namespace Hub.Sandbox.Post;

/// <summary>An answer in the dialect's own form; <paramref name="IsApplied"/> says whether the call booked anything.</summary>
internal sealed record PostReply(int Status, Action<Utf8JsonWriter> Write, bool IsApplied = false)
{
    public ReadOnlyMemory<byte> ToJson()
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var writer = new Utf8JsonWriter(buffer, TwinJson.Writer))
        {
            Write(writer);
        }

        return buffer.WrittenMemory;
    }
}
