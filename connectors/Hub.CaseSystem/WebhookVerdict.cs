namespace Hub.CaseSystem;

/// <summary>How a status is taken.</summary>
public enum WebhookVerdict
{
    Taken,
    Moved,
    Gone,
    Unauthorised,
    Later,
    Refused,
}
