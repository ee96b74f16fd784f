namespace Hub.Functions.Azure;

/// <summary>One message of an invocation.</summary>
/// <param name="IsBytes">
/// The body came as Base64, as <c>dataType: binary</c> brings it. Otherwise the host may have copied the body's own properties over the
/// broker's, so <see cref="ContentType"/> and <see cref="Properties"/> are left empty.
/// </param>
/// <param name="ContentType">As the sender set it; null when unknown.</param>
/// <param name="Properties">Application properties as text.</param>
internal sealed record TriggerMessage(ReadOnlyMemory<byte> Body, bool IsBytes, string? ContentType, IReadOnlyList<(string Name, string Value)> Properties);
