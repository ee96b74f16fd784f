using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

/// <summary>How the beginning of a booking came out.</summary>
internal abstract record BookingStart
{
    private BookingStart() { }

    /// <summary>It is stored that the operator is about to be asked.</summary>
    public sealed record Begun(Consignment Consignment) : BookingStart;

    public sealed record RangeEmpty : BookingStart;

    /// <summary>The consignment moved meanwhile: read it again.</summary>
    public sealed record Overtaken : BookingStart;
}
