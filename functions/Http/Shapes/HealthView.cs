using System.Text.Json.Serialization;

namespace Hub.Functions.Http.Shapes;

/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reasons">Why not; or what is wrong although the hub goes on.</param>
/// <param name="Links">The connections to the broker; left out without a broker.</param>
public sealed record HealthView(
    string Status, IReadOnlyList<string> Reasons, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LinkView>? Links = null);
