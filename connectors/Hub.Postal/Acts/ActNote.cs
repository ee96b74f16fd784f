using System.Text.Json;

namespace Hub.Postal.Acts;

/// <summary>An act as it is kept: who told it, what was told, and what was answered, so that a repeat is answered the same.</summary>
/// <param name="Digest">SHA-256 of what was told, lower-case hex.</param>
internal sealed record ActNote(string By, string Digest, JsonElement Told, JsonElement Answer);
