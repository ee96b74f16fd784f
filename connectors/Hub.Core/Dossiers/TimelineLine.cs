namespace Hub.Core.Dossiers;

/// <summary>One thing that happened to a dossier.</summary>
/// <param name="At">When it happened, at +07:00.</param>
/// <param name="Kind">The event type without prefix and version, such as <c>dossier.status-changed</c>.</param>
/// <param name="Seq">The event's place in the feed.</param>
public sealed record TimelineLine(DateTimeOffset At, string Kind, string Text, long Seq);
