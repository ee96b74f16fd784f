namespace Hub.Postal.Consignments;

/// <summary>A signature or photo, kept once by its content.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="MediaType"><c>image/png</c> or <c>image/jpeg</c>.</param>
public sealed record PostalAttachment(string Sha256, string Number, string MediaType, ReadOnlyMemory<byte> Content, DateTimeOffset ReceivedAt);
