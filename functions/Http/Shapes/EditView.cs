namespace Hub.Functions.Http.Shapes;

/// <summary>A mended body.</summary>
/// <param name="OldAuthor">Id of who posted or last edited the old body.</param>
/// <param name="OldBody">The body as it was; masked, unless it was asked for whole.</param>
public sealed record EditView(DateTimeOffset At, string OldAuthor, string NewAuthor, System.Text.Json.JsonElement? OldBody);
