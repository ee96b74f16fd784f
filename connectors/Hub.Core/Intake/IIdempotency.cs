namespace Hub.Core.Intake;

/// <summary>Answers kept for <c>Idempotency-Key</c>.</summary>
public interface IIdempotency
{
    /// <summary>Claims the key for a caller. A claim that was never completed (crash) may be taken over after <paramref name="staleBefore"/>.</summary>
    Task<IdempotencyClaim> ClaimAsync(string caller, string key, ReadOnlyMemory<byte> digest, DateTimeOffset now, DateTimeOffset staleBefore, CancellationToken ct);

    /// <summary>Keeps the answer; a claim that was taken over meanwhile changes nothing.</summary>
    Task CompleteAsync(string caller, string key, long token, int status, string? contentType, ReadOnlyMemory<byte> body, CancellationToken ct);

    /// <summary>Gives a claim back when the request failed before it had any effect.</summary>
    Task ReleaseAsync(string caller, string key, long token, CancellationToken ct);
}

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
