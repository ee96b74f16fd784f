namespace Hub.Functions.Http.Shapes;

/// <summary>What became of one event. Personal data is masked for everyone but the case system.</summary>
/// <param name="Seq">Order of acceptance.</param>
/// <param name="Direction"><c>in</c> or <c>out</c>.</param>
/// <param name="Digest">SHA-256 of what was said, hexadecimal.</param>
public sealed record EventView(
    string Id, string Source, string Type, string? Subject, DateTimeOffset? Time, long Seq, string Direction, DateTimeOffset ReceivedAt,
    string AcceptedBy, string Digest, System.Text.Json.JsonElement? Data, IReadOnlyList<DeliveryView> Deliveries);
