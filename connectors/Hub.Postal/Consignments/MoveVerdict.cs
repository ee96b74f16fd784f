namespace Hub.Postal.Consignments;

/// <summary>What a sign of a consignment's state comes to. Whatever it is, the sign is kept.</summary>
public enum MoveVerdict
{
    Moved,

    /// <summary>It says what is known already.</summary>
    Repeated,

    /// <summary>It tells of something before the present state: told late, out of order, or a scan over again.</summary>
    Late,

    /// <summary>It cannot be true together with the present state: a person must look.</summary>
    Conflict,

    /// <summary>It is kept and moves nothing: its code is not known, or its order is not ours.</summary>
    Unplaced,
}
