using Hub.Core.Lanes;
using Hub.Core.Outbox;
using Microsoft.Extensions.DependencyInjection;

namespace Hub.Transports;

/// <summary>How many notices of a lane a broker may hand out at once.</summary>
internal static class LaneSlots
{
    /// <summary>As many as the lane may have under way; those of a receiver that hangs must not keep another's from coming.</summary>
    public static int SlotsOf(this IServiceProvider provider, string lane, LaneOptions limits) =>
        provider.GetServices<IConnector>().Any(connector => connector.Lane == lane && connector.HasReceivers) ? SlotShare.Slots(limits.Concurrency) : limits.Concurrency;
}
