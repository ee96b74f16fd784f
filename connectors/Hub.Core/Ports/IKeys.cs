using Hub.Core.Trust;

namespace Hub.Core.Ports;

public interface IKeys
{
    Task AddAsync(ApiKey key, AuditEntry audit, CancellationToken ct);

    Task<ApiKey?> FindAsync(string id, CancellationToken ct);

    Task<IReadOnlyList<ApiKey>> ListAsync(CancellationToken ct);

    Task<bool> RevokeAsync(string id, DateTimeOffset at, AuditEntry audit, CancellationToken ct);

    /// <summary>Stores the new key and lets the old one end at <paramref name="oldEndsAt"/>, together.</summary>
    Task<bool> RotateAsync(string oldId, ApiKey replacement, DateTimeOffset oldEndsAt, AuditEntry audit, CancellationToken ct);
}
