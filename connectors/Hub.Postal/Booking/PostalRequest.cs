using Hub.Postal.Consignments;

namespace Hub.Postal.Booking;

/// <summary>What a request of the case system says, of whatever kind; what its kind does not carry is null or empty.</summary>
internal sealed record PostalRequest
{
    /// <summary>Source and id of the event.</summary>
    public required string Source { get; init; }

    public required string Id { get; init; }

    public required string Dossier { get; init; }

    public required PostalDirection Direction { get; init; }

    public string? Number { get; init; }

    public PostalParty? Citizen { get; init; }

    public PostalParty? Agency { get; init; }

    public IReadOnlyList<PostalPaper> Papers { get; init; } = [];

    /// <summary>Null: the request says nothing of it.</summary>
    public IReadOnlyList<MayReceive>? MayReceive { get; init; }

    public long FeeToCollect { get; init; }

    public string? Operator { get; init; }

    public string? Service { get; init; }

    public string? Note { get; init; }

    public string? Reason { get; init; }
}
