using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>Code tables of A and B. Of the status codes only 4 has a public source, of the answers 100 and 101; all others are assumed and must be confirmed with the operator.</summary>
internal static class NgspCodes
{
    public const string Done = "100";
    public const string Already = "101";
    public const string NotFound = "104";
    public const string TokenOver = "401";

    /// <summary>Status codes of the tracking feed.</summary>
    public static readonly IReadOnlyDictionary<string, ConsignmentState?> States = new Dictionary<string, ConsignmentState?>(StringComparer.Ordinal)
    {
        ["0"] = ConsignmentState.Booked,
        ["9"] = ConsignmentState.PickupAssigned,
        ["10"] = ConsignmentState.PickupFailed,
        ["11"] = ConsignmentState.PickupFailed,
        ["1"] = ConsignmentState.PickedUp,
        ["2"] = ConsignmentState.InTransit,
        ["3"] = ConsignmentState.OutForDelivery,
        ["4"] = ConsignmentState.Delivered,
        ["5"] = ConsignmentState.DeliveryFailed,
        ["6"] = ConsignmentState.Returning,
        ["7"] = ConsignmentState.Returned,
        ["8"] = ConsignmentState.Cancelled,
    };

    /// <summary>Answers that say no, to reason codes of ours.</summary>
    public static readonly IReadOnlyDictionary<string, string> Refusals = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["102"] = PostalReasonCodes.Refused,
        ["103"] = PostalReasonCodes.AreaNotServed,
        ["105"] = PostalReasonCodes.TooLate,
        ["106"] = PostalReasonCodes.WaybillUsed,
        ["107"] = PostalReasonCodes.WaybillOutside,
        ["108"] = PostalReasonCodes.Refused,
        ["109"] = PostalReasonCodes.Refused,
    };
}
