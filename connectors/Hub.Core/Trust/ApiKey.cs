namespace Hub.Core.Trust;

/// <summary>A stored API key. The secret itself is never stored, only <c>SHA-256(secret)</c>: it has 256 bits of chance, so no slow hash is needed.</summary>
/// <param name="Id">Public part, shown in lists and in the audit.</param>
/// <param name="ReplacedBy">Set by a rotation; the old key then ends at <paramref name="ExpiresAt"/>.</param>
public sealed record ApiKey(
    string Id, string Role, string Name, ReadOnlyMemory<byte> Hash, DateTimeOffset CreatedAt,
    DateTimeOffset? ExpiresAt, DateTimeOffset? RevokedAt, string? ReplacedBy)
{
    /// <summary>The organisation to which the key is bound; null for every role that is not bound.</summary>
    public string? Operator { get; init; }

    /// <summary>The office to which it is bound; null for all of the organisation.</summary>
    public string? Office { get; init; }
}
