namespace Hub.Postal.Consignments;

/// <summary>Proof of delivery, or of who gave the papers.</summary>
/// <param name="Relation">As in <see cref="MayReceive.Relation"/>.</param>
/// <param name="IdentityChecked">The identity paper was seen.</param>
/// <param name="IdentityNumber">Of the paper seen; null when it was not noted.</param>
/// <param name="Attachment">SHA-256 (lower-case hex) of the signature or photo; null when there is none.</param>
/// <param name="Latitude">Degrees, WGS 84.</param>
/// <param name="IsAllowed">The receiver is one who may receive; null when nobody was named, or when that hangs on a paper of which nothing was told.</param>
public sealed record PostalProof(
    string Name, string Relation, bool IdentityChecked, string? IdentityNumber, string? Attachment, string? AttachmentKind,
    double? Latitude, double? Longitude, DateTimeOffset At, bool? IsAllowed)
{
    /// <summary>The operator's system named the receiver, nothing else is known of the hand-over: what its staff tell of it takes its place.</summary>
    public bool FromSystem { get; init; }
}
