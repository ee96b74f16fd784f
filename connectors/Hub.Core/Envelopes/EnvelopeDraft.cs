namespace Hub.Core.Envelopes;

/// <summary>An envelope before it is written. It can only be written with the event or state that it follows from.</summary>
/// <param name="Key">The strand: envelopes of one key in one lane are delivered strictly in order.</param>
/// <param name="Body">JSON; null means the data of the event it follows from.</param>
public sealed record EnvelopeDraft(EnvelopeId Id, string Lane, string Key, string Type, ReadOnlyMemory<byte>? Body = null);
