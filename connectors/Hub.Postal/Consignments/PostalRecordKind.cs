namespace Hub.Postal.Consignments;

public enum PostalRecordKind
{
    /// <summary>Told by the operator's system.</summary>
    Tracking,

    /// <summary>Done by a person of the post or of the agency, through the hub.</summary>
    Act,

    /// <summary>Noted by the hub itself: booked, cancelled, changed operator.</summary>
    Note,
}
