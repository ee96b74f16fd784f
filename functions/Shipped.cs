using Hub.Functions.CaseSystem;
using Hub.Functions.NationalPortal;
using Hub.Functions.Parties;
using Hub.Functions.Postal;

namespace Hub.Functions;

/// <summary>The parties that come with the hub: a new one is one line here.</summary>
public static class Shipped
{
    public static Wings Wings { get; } = new(
        CaseSystemWing.Wing,
        NationalPortalWing.Wing,
        PostalWing.Wing);
}
