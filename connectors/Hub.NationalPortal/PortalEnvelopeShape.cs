namespace Hub.NationalPortal;

/// <summary>How an operation is put on the wire.</summary>
public enum PortalEnvelopeShape
{
    /// <summary>One endpoint; session, unit, operation and data are members of the body.</summary>
    Mapi = 0,

    /// <summary>A path per operation, unit and flags in the query, the bare list as body, as some integration axes expose it.</summary>
    RestList = 1,
}
