namespace Hub.NationalPortal.Procedures;

/// <summary>How far the offer of a procedure has come.</summary>
public static class IntegrationStates
{
    public const string Proposed = "proposed";
    public const string Testing = "testing";
    public const string Integrated = "integrated";
    public const string Refused = "refused";
    public const string Withdrawn = "withdrawn";
}
