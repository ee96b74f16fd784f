namespace Hub.Functions.Http.Shapes;

/// <summary>A mended body. The old one is kept in the store.</summary>
public sealed record EditView(DateTimeOffset At, string OldAuthor, string NewAuthor);
