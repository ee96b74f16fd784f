namespace Hub.Functions.Http.Shapes;

/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
public sealed record HealthView(string Status, IReadOnlyList<string> Reasons);
