namespace Hub.Core.Trust;

public interface IKeys
{
    Task AddAsync(ApiKey key, AuditEntry audit, CancellationToken ct);

    Task<ApiKey?> FindAsync(string id, CancellationToken ct);

    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct);

    Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken ct);

    /// <summary>Stores the new key and lets the old one end at <paramref name="oldEndsAt"/>, together.</summary>
    Task<bool> RotateAsync(string oldId, ApiKey replacement, DateTimeOffset oldEndsAt, AuditEntry audit, CancellationToken ct);
}

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

    /// <summary>Name of the <see cref="Trust.Person"/> who holds it: a staff code, or the subject of that person's token. Null for a machine's key, which can neither propose nor approve.</summary>
    public string? Person { get; init; }
}

/// <summary>Names of the roles. More come with other parties; nothing is granted that is not named.</summary>
public static class Role
{
    public const string CaseSystem = "case-system";
    public const string Operator = "operator";
    public const string Auditor = "auditor";
    public const string Admin = "admin";

    /// <summary>Those that every hub knows; each party adds its own.</summary>
    public static readonly IReadOnlyList<string> OfTheHub = [CaseSystem, Operator, Auditor, Admin];
}
