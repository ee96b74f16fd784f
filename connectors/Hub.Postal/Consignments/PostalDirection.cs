namespace Hub.Postal.Consignments;

/// <summary>Which way a consignment goes.</summary>
public enum PostalDirection
{
    /// <summary>Thu gom: papers from the citizen to the agency.</summary>
    Pickup,

    /// <summary>Chuyển trả: a result from the agency to the citizen.</summary>
    Delivery,
}
