using System.Buffers.Binary;

namespace Hub.Core.Envelopes;

/// <summary>Makes envelope ids from the injected clock and the injected chance, so that a simulated day repeats to the bit.</summary>
public sealed class EnvelopeIds(TimeProvider clock, Random random)
{
    private readonly Lock _gate = new();

    public EnvelopeId Next()
    {
        Span<byte> bytes = stackalloc byte[16];
        lock (_gate)
        {
            random.NextBytes(bytes);
        }

        var milliseconds = clock.GetUtcNow().ToUnixTimeMilliseconds();
        BinaryPrimitives.WriteUInt32BigEndian(bytes, (uint)(milliseconds >> 16));
        BinaryPrimitives.WriteUInt16BigEndian(bytes[4..], (ushort)milliseconds);
        bytes[6] = (byte)(0x70 | (bytes[6] & 0x0F));
        bytes[8] = (byte)(0x80 | (bytes[8] & 0x3F));
        return new EnvelopeId(new Guid(bytes, bigEndian: true));
    }
}

/// <summary>UUID version 7; also the idempotency key shown to a partner that knows such keys.</summary>
public readonly record struct EnvelopeId(Guid Value)
{
    public override string ToString() => Value.ToString("D");

    public static bool TryParse(string? text, out EnvelopeId id)
    {
        var parsed = Guid.TryParseExact(text, "D", out var value);
        id = new EnvelopeId(value);
        return parsed;
    }
}
