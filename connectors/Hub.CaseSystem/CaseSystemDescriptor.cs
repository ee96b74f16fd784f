using Hub.CaseSystem.Settings;
using Hub.Core.Parties;

namespace Hub.CaseSystem;

/// <summary>The centre's own case system, as the rest of the hub knows it.</summary>
public static class CaseSystemDescriptor
{
    public static Party<CaseSystemOptions> Party { get; } = new()
    {
        Lane = CaseSystemCodes.Lane,
        Name = new("phần mềm một cửa", "the case system"),
        Requests = [],
        ReasonCodes =
        [
            CaseSystemCodes.Gone, CaseSystemCodes.Redirect, CaseSystemCodes.Refused, CaseSystemCodes.AddressBarred, CaseSystemCodes.EventMissing, CaseSystemCodes.KeyUnreadable,
        ],
        Section = "CaseSystem",
    };
}
