namespace Hub.Core.Ports;

public abstract record IdempotencyClaim
{
    private IdempotencyClaim() { }

    public sealed record Taken : IdempotencyClaim;

    public sealed record Replay(int Status, string? ContentType, ReadOnlyMemory<byte> Body) : IdempotencyClaim;

    /// <summary>The same key came with another body.</summary>
    public sealed record OtherBody : IdempotencyClaim;

    /// <summary>The first request with this key is still being answered.</summary>
    public sealed record InProgress : IdempotencyClaim;
}
