namespace Hub.Core.Dossiers;

/// <summary>One event of a dossier as a lane must see it: with the body that a person mended, where one did.</summary>
/// <param name="Id">CloudEvents id.</param>
/// <param name="Data">JSON.</param>
/// <param name="IsGivenUp">A person skipped or discarded this event in the lane that asks: the partner is not to be told of it.</param>
public sealed record DossierEvent(long Seq, string Id, string Type, DateTimeOffset At, ReadOnlyMemory<byte> Data, bool IsGivenUp = false);
