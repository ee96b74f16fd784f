namespace Hub.Core.Trust;

/// <summary>Names of the roles. More come with other parties; nothing is granted that is not named.</summary>
public static class Role
{
    public const string CaseSystem = "case-system";
    public const string Operator = "operator";
    public const string Auditor = "auditor";
    public const string Admin = "admin";

    /// <summary>The national portal's adapter calling in.</summary>
    public const string Portal = "portal";

    /// <summary>Staff of a postal operator: bound to it, and where the key says so to one post office.</summary>
    public const string PostalOperator = "postal-operator";

    public static readonly IReadOnlyList<string> All = [CaseSystem, Operator, Auditor, Admin, Portal, PostalOperator];
}
