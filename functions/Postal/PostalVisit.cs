using Hub.Core.Trust;
using Hub.Functions.Trust;
using Hub.Postal;
using Hub.Postal.Acts;

namespace Hub.Functions.Postal;

/// <summary>Who calls, as the post sees it.</summary>
internal static class PostalVisit
{
    public static PostalStaff Staff(this Visit visit) => visit.Role is PostalDescriptor.Role
        ? new PostalStaff(visit.Caller.Id, visit.Staff!.Organisation, visit.Staff.Office)
        : new PostalStaff(visit.Caller.Id, null, null);

    /// <summary>What the audit says of an act beyond its kind and its consignment; null when there is nothing more.</summary>
    public static string? Detail(PostalAct act) => act.Holder is { } holder ? $"job of {holder}" : null;

    public static Sight Sight(this Visit visit) => visit.Role switch
    {
        Role.CaseSystem => Postal.Sight.Whole,
        PostalDescriptor.Role => Postal.Sight.Job,
        _ => Postal.Sight.Masked,
    };
}
