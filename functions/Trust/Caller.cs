using Hub.Core.Trust;

namespace Hub.Functions.Trust;

/// <summary>Who calls: the id of a key or the subject of a token, and the roles it brings.</summary>
public sealed record Caller(string Id, IReadOnlyList<string> Roles)
{
    /// <summary>Whose staff it is; null for everybody but staff of a postal operator.</summary>
    public PostalBinding? Postal { get; init; }

    /// <summary>Staff of an operator without any operator are nobody's staff, and an office that is told but empty is no office: the role is not granted.</summary>
    /// <param name="postalOffice">Null: all offices of the operator.</param>
    public static Caller Of(string id, IReadOnlyList<string> roles, string? postalOperator, string? postalOffice) =>
        string.IsNullOrWhiteSpace(postalOperator) || postalOffice?.Trim() is { Length: 0 }
            ? new Caller(id, [.. roles.Where(role => role is not Role.PostalOperator)])
            : new Caller(id, roles) { Postal = roles.Contains(Role.PostalOperator) ? new PostalBinding(postalOperator, postalOffice) : null };
}
