namespace Hub.Postal.Consignments;

/// <summary>Who holds a paper.</summary>
public enum Holder
{
    Citizen,
    Clerk,
    Postman,
}
