using Hub.Sandbox.Twins;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Lock tokens and message ids that depend on nothing but the seed and their number.</summary>
internal sealed class BusIds(SeededChoice choice)
{
    private long _last;

    public Guid Next(string kind)
    {
        var number = Interlocked.Increment(ref _last);
        Span<byte> bytes = stackalloc byte[16];
        BitConverter.TryWriteBytes(bytes, choice.Number("service-bus." + kind, number));
        BitConverter.TryWriteBytes(bytes[8..], choice.Number("service-bus.more." + kind, number));
        return new Guid(bytes);
    }

    public void Reset() => Interlocked.Exchange(ref _last, 0);
}
