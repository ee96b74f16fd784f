namespace Hub.Core.Dossiers;

/// <summary>A dossier in plain words: where it is, who holds it, since when, what comes next. Times are at +07:00.</summary>
/// <param name="Status">Canonical name or the centre's own code; null before any status is known.</param>
/// <param name="StatusText">The status in words.</param>
/// <param name="Lines">In the order in which the acts followed each other.</param>
/// <param name="Tasks">What waits for a person, the most urgent first.</param>
public sealed record Timeline(
    string Code,
    string? Procedure,
    string? Status,
    string StatusText,
    string Where,
    string Holder,
    string Since,
    string Next,
    IReadOnlyList<TimelineLine> Lines,
    IReadOnlyList<TimelineLane> Lanes,
    IReadOnlyList<TimelineTask> Tasks);

/// <summary>One thing that happened to a dossier.</summary>
/// <param name="At">When it happened, at +07:00.</param>
/// <param name="Kind">The event type without prefix and version, such as <c>dossier.status-changed</c>.</param>
/// <param name="Seq">The event's place in the feed.</param>
public sealed record TimelineLine(DateTimeOffset At, string Kind, string Text, long Seq);

/// <summary>Something about a dossier that waits for a person.</summary>
/// <param name="Owner">Role whose work it is.</param>
public sealed record TimelineTask(Guid Id, string Kind, string Text, string Owner, DateTimeOffset DueAt);

/// <summary>How far one outside party has been told about a dossier.</summary>
/// <param name="Waiting">Envelopes still to be delivered, the held ones included.</param>
/// <param name="Held">Of these, envelopes that wait behind a dead letter.</param>
/// <param name="Dead">Dead letters.</param>
/// <param name="SetAside">Skipped by a person, can still be retried.</param>
/// <param name="LastDeliveredAt">When the latest known delivery ended, at +07:00.</param>
/// <param name="Text">The same as a sentence.</param>
public sealed record TimelineLane(
    string Lane, int Waiting, int Held, int Dead, int SetAside, DateTimeOffset? LastDeliveredAt, string Text, IReadOnlyList<TimelineFinding> Findings);

/// <summary>What a connector found wanting in a dossier before it told its partner.</summary>
public sealed record TimelineFinding(string Rule, string Text);
