using Hub.Functions.CaseSystem;
using Hub.Functions.Demo;
using Hub.Functions.NationalPortal;
using Hub.Functions.NationalPortal.Demo;
using Hub.Functions.Parties;
using Hub.Functions.Payments;
using Hub.Functions.Payments.Demo;
using Hub.Functions.Postal;
using Hub.Functions.Postal.Demo;

namespace Hub.Functions;

/// <summary>The parties that come with the hub: a new one is one line here.</summary>
public static class Shipped
{
    public static Wings Wings { get; } = new(
        CaseSystemWing.Wing,
        NationalPortalWing.Wing,
        PostalWing.Wing,
        PaymentsWing.Wing);

    /// <summary>Those that the demonstration shows.</summary>
    internal static IReadOnlyList<IDemoParty> Demo { get; } = [new NationalPortalDemo(), new PostalDemo(), new PaymentsDemo()];
}
