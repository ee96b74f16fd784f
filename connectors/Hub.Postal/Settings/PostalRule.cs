using Hub.Postal.Consignments;

namespace Hub.Postal.Settings;

/// <summary>Who carries what. An empty list or null asks for nothing.</summary>
public sealed record PostalRule
{
    /// <summary>The next is asked only while nothing may have been booked at the one before.</summary>
    public IReadOnlyList<string> Operators { get; init; } = [];

    /// <summary>Official codes of the citizen's province today.</summary>
    public IReadOnlyList<string> Provinces { get; init; } = [];

    /// <summary>Official codes of the citizen's commune today.</summary>
    public IReadOnlyList<string> Communes { get; init; } = [];

    /// <summary>Services that were asked for; a request without one fits only a rule without any.</summary>
    public IReadOnlyList<string> Services { get; init; } = [];

    public PostalDirection? Direction { get; init; }

    /// <summary>Papers in all, as the measure of weight.</summary>
    public int? MaxPapers { get; init; }

    /// <summary>Highest fee to collect, whole đồng.</summary>
    public long? MaxFee { get; init; }

    /// <summary>Ask those that quote for their price and begin with the cheapest; those that do not quote come after them.</summary>
    public bool Cheapest { get; init; }
}
