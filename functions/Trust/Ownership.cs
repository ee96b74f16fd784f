using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Whose a thing is. A key that replaced another has what was the other's, and while both live each has what is either's.</summary>
internal sealed class Ownership(IKeys keys)
{
    private static readonly string[] OfTheCentre = [Role.Operator, Role.Auditor, Role.Admin];

    /// <summary>Who makes something for himself; null for who makes it for the centre.</summary>
    public static string? OwnerOf(Caller caller) => caller.Roles.Contains(Role.Admin) ? null : caller.Id;

    /// <param name="owner">As it was noted; null for the centre's own.</param>
    public async Task<bool> MaySeeAsync(Caller caller, string? owner, CancellationToken ct) =>
        caller.Roles.Any(OfTheCentre.Contains) || await HasAsync(caller, owner, ct);

    /// <inheritdoc cref="MaySeeAsync"/>
    public async Task<bool> MayChangeAsync(Caller caller, string? owner, CancellationToken ct) =>
        caller.Roles.Contains(Role.Admin) || await HasAsync(caller, owner, ct);

    /// <summary>Whether it can own anything: a live key of the role, or whoever a token names.</summary>
    public async Task<bool> CanOwnAsync(string owner, string role, CancellationToken ct) =>
        TokenSchemes.IsActor(owner) || (await keys.FindAsync(owner, ct) is { RevokedAt: null } key && key.Role == role);

    private async Task<bool> HasAsync(Caller caller, string? owner, CancellationToken ct) =>
        owner is not null && (owner == caller.Id || await LastAsync(owner, ct) == await LastAsync(caller.Id, ct));

    private async Task<string> LastAsync(string id, CancellationToken ct)
    {
        var seen = new HashSet<string>(StringComparer.Ordinal);
        while (seen.Add(id) && await keys.FindAsync(id, ct) is { ReplacedBy: { } next })
        {
            id = next;
        }

        return id;
    }
}
