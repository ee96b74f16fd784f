namespace Hub.Postal.Consignments;

/// <summary>Whose the failure is: it decides who must act, and who pays for the second way.</summary>
public enum Blame
{
    Citizen,
    Agency,
    Operator,

    /// <summary>Weather, flood, a road that is closed.</summary>
    Nobody,
}
