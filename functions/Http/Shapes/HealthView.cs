using System.Text.Json.Serialization;

namespace Hub.Functions.Http.Shapes;

/// <param name="Status"><c>ready</c> or <c>not-ready</c>.</param>
/// <param name="Reasons">Why not; or what is wrong although the hub goes on.</param>
/// <param name="Links">The connections to the broker; left out without a broker.</param>
/// <param name="ClockLead">Seconds by which this machine's clock is ahead of the database's; left out where the database has none of its own.</param>
public sealed record HealthView(
    string Status, IReadOnlyList<string> Reasons, [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] IReadOnlyList<LinkView>? Links = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] double? ClockLead = null);
