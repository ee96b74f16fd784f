namespace Hub.Sandbox.Post;

/// <summary>What became of a booking.</summary>
internal enum BookingVerdict
{
    Booked,
    AlreadyRegistered,
    ItemCodeReused,
    ItemCodeOutside,
}
