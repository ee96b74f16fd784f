using System.Text.Json;

namespace Hub.Sandbox.Post;

/// <summary>A dossier of which the operator was told, as it came.</summary>
internal sealed record Announcement(PostDialect Dialect, DateTimeOffset At, JsonElement Body);
