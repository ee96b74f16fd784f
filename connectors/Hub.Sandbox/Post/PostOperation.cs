using System.Text.Json;

namespace Hub.Sandbox.Post;

/// <summary>One address of an operator.</summary>
/// <param name="Name">As faults and counts name it.</param>
/// <param name="Path">Below the dialect's base.</param>
/// <param name="SubjectOf">What the magic values look at; null for a call that books nothing.</param>
internal sealed record PostOperation(
    PostDialect Dialect, string Name, string Method, string Path, Func<PostRequest, PostReply> Run, Func<JsonElement, BookingSubject>? SubjectOf = null);
