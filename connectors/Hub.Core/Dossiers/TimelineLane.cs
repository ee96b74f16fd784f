namespace Hub.Core.Dossiers;

/// <summary>How far one outside party has been told about a dossier.</summary>
/// <param name="Waiting">Envelopes still to be delivered, the held ones included.</param>
/// <param name="Held">Of these, envelopes that wait behind a dead letter.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="SetAside">Skipped by a person, can still be retried.</param>
/// <param name="LastDeliveredAt">When the latest known delivery ended, at +07:00.</param>
/// <param name="Text">The same as a sentence.</param>
public sealed record TimelineLane(
    string Lane, int Waiting, int Held, int Dead, int SetAside, DateTimeOffset? LastDeliveredAt, string Text, IReadOnlyList<TimelineFinding> Findings);
