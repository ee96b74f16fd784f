namespace Hub.Core.Envelopes;

/// <summary>A body that a person mended: the old one is kept. <paramref name="OldAuthor"/> is who posted or last edited it.</summary>
public sealed record BodyEdit(DateTimeOffset At, string OldAuthor, string NewAuthor, ReadOnlyMemory<byte> OldBody);
