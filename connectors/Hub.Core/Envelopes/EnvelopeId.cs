namespace Hub.Core.Envelopes;

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
