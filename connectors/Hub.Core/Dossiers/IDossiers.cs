using Hub.Core.Envelopes;
using Hub.Core.Events;

namespace Hub.Core.Dossiers;

/// <summary>Dossiers as their events tell them.</summary>
public interface IDossiers
{
    Task<DossierRow?> FindAsync(string code, CancellationToken ct);

    /// <summary>All events of a dossier as the lane must see them (mended bodies), in order of event time, then of acceptance.</summary>
    Task<IReadOnlyList<DossierEvent>> EventsAsync(string lane, string code, CancellationToken ct);

    /// <summary>The same events whole, for the timeline, in order of event time, then of acceptance.</summary>
    Task<IReadOnlyList<StoredEvent>> TimelineAsync(string code, CancellationToken ct);

    /// <summary>Unsettled, skipped and latest settled envelopes of the dossier in every lane, for the timeline.</summary>
    Task<IReadOnlyList<EnvelopeRecord>> EnvelopesAsync(string code, CancellationToken ct);

    /// <summary>
    /// Dossiers to compare with the partner of a lane: doubtful first (greatest doubt first), then those not checked since <paramref name="checkedBefore"/>, newest first.
    /// Only dossiers first seen at or after <paramref name="since"/>.
    /// </summary>
    Task<IReadOnlyList<DossierCheck>> ToCheckAsync(string lane, DateTimeOffset since, DateTimeOffset checkedBefore, int limit, CancellationToken ct);

    /// <summary>How many dossiers were first seen at or after <paramref name="since"/>.</summary>
    Task<long> CountSinceAsync(DateTimeOffset since, CancellationToken ct);

    /// <summary>Stores what a comparison found, unless a delivery changed the state meanwhile (<paramref name="expected"/> is what the comparison started from).</summary>
    Task<bool> SaveCheckAsync(string lane, string code, PartnerState? expected, PartnerState found, CancellationToken ct);
}
