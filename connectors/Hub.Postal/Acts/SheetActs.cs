namespace Hub.Postal.Acts;

/// <summary>What is done with a manifest, a handover slip or a remittance list.</summary>
public static class SheetActs
{
    public const string Add = "add";
    public const string Remove = "remove";

    /// <summary>Puts all cash that is on no list yet on this one. Of remittances.</summary>
    public const string Fill = "fill";

    public const string Close = "close";

    /// <summary>One side signs. Of handover slips.</summary>
    public const string Confirm = "confirm";

    /// <summary>The centre has counted the money. Of remittances.</summary>
    public const string Receive = "receive";

    // Marks on sheets.
    internal const string Opened = "opened";
    internal const string Closed = "closed";
    internal const string PostConfirmed = "post-confirmed";
    internal const string AgencyConfirmed = "agency-confirmed";
    internal const string Received = "received";
    internal const string Disputed = "disputed";
}
