using System.Text.Json.Serialization;

namespace Hub.Postal.Acts;

/// <param name="Amount">Taken from the citizen, whole đồng.</param>
/// <param name="Receipt">Number of the receipt given.</param>
public sealed record ActCash([property: JsonRequired] long Amount, string? Receipt);
