using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Hub.Core.Trust;

/// <summary>The hash that ties each audit line to the one before. Pure, so that every store and every checker computes the same.</summary>
public static class AuditChain
{
    /// <summary>What stands before the first line.</summary>
    public static ReadOnlyMemory<byte> Genesis { get; } = new byte[32];

    public static byte[] Next(ReadOnlySpan<byte> previous, long seq, AuditEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(previous);
        Append(hash, seq.ToString(CultureInfo.InvariantCulture));
        Append(hash, entry.At.UtcTicks.ToString(CultureInfo.InvariantCulture));
        Append(hash, entry.Actor);
        Append(hash, entry.Role);
        Append(hash, entry.Act);
        Append(hash, entry.Target);
        Append(hash, entry.Result);
        Append(hash, entry.Detail);
        Append(hash, entry.TraceId);
        return hash.GetHashAndReset();
    }

    private static void Append(IncrementalHash hash, string? text)
    {
        Span<byte> length = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, text is null ? -1 : Encoding.UTF8.GetByteCount(text));
        hash.AppendData(length);
        if (!string.IsNullOrEmpty(text))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(text));
        }
    }
}
