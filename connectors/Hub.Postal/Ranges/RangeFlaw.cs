namespace Hub.Postal.Ranges;

/// <summary>Why the hub gives out no number of a range that the operator allotted.</summary>
public enum RangeFlaw
{
    /// <summary>Some of its numbers are in another range of the hub, or its id is.</summary>
    Overlaps,

    /// <summary>Some of its numbers stand on orders that the hub did not make, and nobody says which.</summary>
    UsedElsewhere,

    /// <summary>Its form is not understood.</summary>
    Unreadable,
}
