namespace Hub.Core.Lanes;

/// <summary>Names of the lanes that the heart itself must know.</summary>
public static class LaneNames
{
    public const string CaseSystem = "case-system";
    public const string NationalPortal = "national-portal";
}
