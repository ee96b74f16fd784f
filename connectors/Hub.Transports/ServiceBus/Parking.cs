namespace Hub.Transports.ServiceBus;

/// <summary>What a copy in the parking queue carries beside the body: for receivers that cannot set a message aside among its queue's dead letters.</summary>
public static class Parking
{
    /// <summary>A code in lower case.</summary>
    public const string Reason = "hub-parked-reason";

    /// <summary>The queue it came from.</summary>
    public const string From = "hub-parked-from";

    public const string At = "hub-parked-at";

    public const string OriginalId = "hub-parked-message-id";
}
