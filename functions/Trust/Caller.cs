using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Who calls: the id of a key, or the subject of a token behind its prefix, and the roles it brings.</summary>
public sealed record Caller(string Id, IReadOnlyList<string> Roles)
{
    /// <summary>Whose staff it is; null for everybody but staff of an outside organisation.</summary>
    public StaffBinding? Binding { get; init; }

    /// <summary>Who answers for what is done; null for a machine, and for whoever is known by a place or an account only.</summary>
    public Person? Person { get; init; }

    /// <summary>Staff without an organisation are nobody's staff, and an office that is told but empty is no office: the role is not granted.</summary>
    /// <param name="isBound">Which roles belong to an organisation's staff.</param>
    /// <param name="office">Null: all offices of the organisation.</param>
    public static Caller Of(string id, IReadOnlyList<string> roles, Func<string, bool> isBound, string? organisation, string? office) =>
        string.IsNullOrWhiteSpace(organisation) || office?.Trim() is { Length: 0 }
            ? new Caller(id, [.. roles.Where(role => !isBound(role))])
            : new Caller(id, roles) { Binding = roles.FirstOrDefault(isBound) is { } bound ? new StaffBinding(bound, organisation, office) : null };
}

/// <summary>What an outside organisation's staff may see and touch.</summary>
/// <param name="Role">The role that is bound.</param>
/// <param name="Office">Null for all of its offices.</param>
public sealed record StaffBinding(string Role, string Organisation, string? Office);
