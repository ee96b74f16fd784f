namespace Hub.Core.Intake;

/// <summary>What became of a message's events.</summary>
/// <param name="Status"><c>accepted</c>, <c>duplicate</c>, <c>conflict</c> or <c>refused</c>; <c>batch</c> for several with different ends.</param>
/// <param name="Json">For the sender, in the shape of the answer to <c>POST /events</c>.</param>
/// <param name="Stored">How many of them are in the hub, now or from before.</param>
/// <param name="Refused">How many are not. A message that cannot be read counts as one.</param>
/// <param name="Unreadable">Why the message holds no events at all, one of <see cref="RefusalNames"/> or <c>body-too-large</c>; null when it was read.</param>
public sealed record EventVerdict(string Status, ReadOnlyMemory<byte> Json, int Stored, int Refused, string? Unreadable)
{
    /// <summary>Every event of the message is in the hub.</summary>
    public bool IsStored => Refused == 0;
}
