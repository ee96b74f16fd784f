using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Events;

/// <summary>
/// SHA-256 over what a producer said: type, subject, time, data schema and data. The way it travelled (structured or binary), its trace context, and how the
/// JSON is spelled (order of members, escapes, white space, forms of a number) do not count, so a repeat by another road is still a repeat.
/// </summary>
public static class EventDigest
{
    public static byte[] Of(CloudEvent e) => Over(e, CanonicalJson.Of(e.Data));

    /// <summary>As the hub made it before it knew spellings apart: over the data's bytes. Such digests are stored for ever.</summary>
    public static byte[] Former(CloudEvent e) => Over(e, e.Data);

    private static byte[] Over(CloudEvent e, ReadOnlyMemory<byte> data)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Append(hash, e.Type);
        Append(hash, e.Subject);
        Append(hash, e.DataSchema);
        Span<byte> time = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(time, e.Time?.UtcTicks ?? -1);
        hash.AppendData(time);
        hash.AppendData(data.Span);
        return hash.GetHashAndReset();
    }

    // A length before each text keeps ("ab","c") and ("a","bc") apart; -1 keeps null and "" apart.
    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> buffer = stackalloc byte[4 + 1024];
        var length = text is null ? -1 : Encoding.UTF8.GetByteCount(text);
        BinaryPrimitives.WriteInt32BigEndian(buffer, length);
        if (length <= 0)
        {
            hash.AppendData(buffer[..4]);
            return;
        }

        if (length > 1024)
        {
            buffer = new byte[4 + length];
            BinaryPrimitives.WriteInt32BigEndian(buffer, length);
        }

        Encoding.UTF8.GetBytes(text, buffer[4..]);
        hash.AppendData(buffer[..(4 + length)]);
    }
}
