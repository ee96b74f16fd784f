using Hub.Core.Outbox;
using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

/// <summary>What was found out about a booking in doubt.</summary>
internal abstract record Doubt
{
    private Doubt() { }

    /// <summary>The operator has it, and that is written.</summary>
    public sealed record Booked(Consignment Consignment) : Doubt;

    /// <summary>The operator surely has none, and that is written.</summary>
    public sealed record Nothing(Consignment Consignment) : Doubt;

    /// <summary>It cannot be looked up, but asking again is safe.</summary>
    public sealed record Repeatable : Doubt;

    /// <summary>Not known yet.</summary>
    public sealed record Open(Outcome Outcome) : Doubt;
}
