namespace Hub.Core.Ports;

public abstract record IdempotencyClaim
{
    private IdempotencyClaim() { }

    /// <param name="Token">Fencing token: whoever takes a stale claim over has another.</param>
    public sealed record Taken(long Token) : IdempotencyClaim;

    public sealed record Replay(int Status, string? ContentType, ReadOnlyMemory<byte> Body) : IdempotencyClaim;

    /// <summary>The same key came with another body.</summary>
    public sealed record OtherBody : IdempotencyClaim;

    /// <summary>The first request with this key is still being answered.</summary>
    public sealed record InProgress : IdempotencyClaim;
}
