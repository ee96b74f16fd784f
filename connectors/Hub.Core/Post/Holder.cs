namespace Hub.Core.Post;

/// <summary>Who holds a paper.</summary>
public enum Holder
{
    Citizen,
    Clerk,
    Postman,
}
