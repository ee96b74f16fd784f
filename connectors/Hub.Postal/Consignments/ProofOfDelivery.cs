namespace Hub.Postal.Consignments;

/// <summary>Proof of delivery, or of who gave the papers.</summary>
/// <param name="Relation">As in <see cref="MayReceive.Relation"/>.</param>
/// <param name="IdentityChecked">The identity paper was seen.</param>
/// <param name="IdentityNumber">Of the paper seen; null when it was not noted.</param>
/// <param name="Attachment">SHA-256 (lower-case hex) of the signature or photo; null when there is none.</param>
/// <param name="Latitude">Degrees, WGS 84.</param>
/// <param name="IsAllowed">The receiver is one who may receive; null when nobody was named, or when that hangs on a paper of which nothing was told.</param>
public sealed record ProofOfDelivery(
    string Name, string Relation, bool IdentityChecked, string? IdentityNumber, string? Attachment, string? AttachmentKind,
    double? Latitude, double? Longitude, DateTimeOffset At, bool? IsAllowed)
{
    /// <summary>The operator's system named the receiver, nothing else is known of the hand-over: what its staff tell of it takes its place.</summary>
    public bool FromSystem { get; init; }
}

/// <summary>A signature or photo, kept once by its content.</summary>
/// <param name="Sha256">Lower-case hex.</param>
/// <param name="MediaType"><c>image/png</c> or <c>image/jpeg</c>.</param>
public sealed record PostalAttachment(string Sha256, string Number, string MediaType, ReadOnlyMemory<byte> Content, DateTimeOffset ReceivedAt);

/// <summary>Who gave or received. Personal data.</summary>
/// <param name="Relation">As in <see cref="MayReceive.Relation"/>.</param>
/// <param name="IdentityChecked">The identity paper was seen.</param>
/// <param name="IdentityNumber">Of the paper seen; null when it was not noted.</param>
public sealed record ActPerson(string Name, string Relation, bool IdentityChecked = false, string? IdentityNumber = null);

/// <summary>Money that the post took for one consignment; whole đồng.</summary>
/// <param name="Amount">What was really taken, which may differ from what was asked.</param>
/// <param name="Receipt">Number of the receipt given to the citizen.</param>
/// <param name="Sheet">The remittance it is on; null until then.</param>
/// <param name="Office">Of whoever took it: that office remits it, wherever the parcel goes; null where nobody said.</param>
public sealed record PostalCash(long Amount, DateTimeOffset At, string By, string? Receipt, string? Sheet, string? Office = null)
{
    /// <summary>Follows from the order's amount and the operator's "delivered": what its staff tell of it takes its place.</summary>
    public bool FromSystem { get; init; }
}
