using Hub.Postal.Consignments;

namespace Hub.Postal.Acts;

/// <summary>What became of an act. A repeat of the act is answered the same, whatever happened since.</summary>
/// <param name="Verdict"><c>moved</c>, <c>repeated</c>, <c>late</c> or <c>conflict</c>, as <see cref="MoveVerdict"/>.</param>
/// <param name="State">Of the consignment after it.</param>
/// <param name="Attachment">SHA-256 under which signature or photo is kept.</param>
public sealed record ActAnswer(
    string Number, string ActId, string Act, string Verdict, string State, DateTimeOffset At, DateTimeOffset ReceivedAt, string? Attachment, IReadOnlyList<ActFinding> Findings);
