using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>Code tables of D. Status codes are those of its public page; what they mean for us is ours. 20 and 23 (returned or delivered in part) are left to a person: an envelope has no parts.</summary>
internal static class MyVnPostCodes
{
    /// <summary>In place of a district, for addresses of two levels.</summary>
    public const string NoDistrict = "VNPOST";

    public const string Taken = "00";

    /// <summary>Waits for the operator's approval.</summary>
    public const string Waiting = "02";

    public const string CodService = "GTG021";
    public const string CodProperty = "PROP0018";

    public const string UsualService = "CTN009";

    public static readonly IReadOnlyDictionary<string, ConsignmentState?> States = new Dictionary<string, ConsignmentState?>(StringComparer.Ordinal)
    {
        ["0"] = null,
        ["1"] = ConsignmentState.Booked,
        ["2"] = ConsignmentState.PickupAssigned,
        ["3"] = null,
        ["4"] = ConsignmentState.PickupAssigned,
        ["5"] = ConsignmentState.PickupFailed,
        ["6"] = ConsignmentState.PickedUp,
        ["7"] = ConsignmentState.PickedUp,
        ["8"] = ConsignmentState.PickupFailed,
        ["9"] = ConsignmentState.Cancelled,
        ["10"] = ConsignmentState.InTransit,
        ["11"] = ConsignmentState.InTransit,
        ["12"] = ConsignmentState.OutForDelivery,
        ["13"] = ConsignmentState.InTransit,
        ["14"] = ConsignmentState.Delivered,
        ["15"] = ConsignmentState.DeliveryFailed,
        ["16"] = ConsignmentState.Returning,
        ["17"] = ConsignmentState.Returning,
        ["18"] = ConsignmentState.Returning,
        ["19"] = ConsignmentState.Returned,
        ["21"] = ConsignmentState.Delivered,
        ["22"] = ConsignmentState.Cancelled,
        ["24"] = ConsignmentState.Returning,
        ["28"] = null,
        ["29"] = null,
    };

    /// <summary>Our names of services; assumed, the contract names what the centre has.</summary>
    public static readonly IReadOnlyDictionary<string, string> Services = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        ["standard"] = UsualService,
        ["express"] = "CTN007",
    };

    /// <summary>Words of a refusal, which has no code of its own, to reason codes of ours. Assumed.</summary>
    public static readonly IReadOnlyList<(string Words, string Code)> Refusals =
    [
        ("ngoài vùng phục vụ", PostalReasonCodes.AreaNotServed),
        ("không phục vụ", PostalReasonCodes.AreaNotServed),
        ("danh mục", PostalReasonCodes.PlaceUnknown),
    ];
}
