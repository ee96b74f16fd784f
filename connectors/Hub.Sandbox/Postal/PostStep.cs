using System.Text.Json.Serialization;

namespace Hub.Sandbox.Postal;

/// <summary>What happens to a consignment, whatever the dialect calls it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<PostStep>))]
internal enum PostStep
{
    Draft,
    Booked,
    PickupAssigned,
    PickupFailed,
    PickupAbandoned,
    PickedUp,
    InTransit,
    OutForDelivery,
    Delivered,
    DeliveryFailed,
    Returning,
    Returned,
    Cancelled,
    CodPaid,

    /// <summary>A status nobody can explain.</summary>
    Unknown,
}
