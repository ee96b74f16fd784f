namespace Hub.Postal.Acts;

/// <summary>What the staff of a postal operator do with a consignment.</summary>
public enum ActKind
{
    /// <summary>Takes the job.</summary>
    Claim,

    /// <summary>Gives a job back that was taken and not begun, so that a colleague can take it.</summary>
    Release,

    /// <summary>Has fetched the papers from the citizen.</summary>
    Collected,

    /// <summary>Has passed it on within the post: to another office, to the sorting centre.</summary>
    HandedOver,

    /// <summary>Has handed the result to the citizen.</summary>
    Delivered,

    /// <summary>Could not fetch or deliver it, or has lost it.</summary>
    Failed,
}
