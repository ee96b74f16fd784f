namespace Hub.Core.Trust;

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
