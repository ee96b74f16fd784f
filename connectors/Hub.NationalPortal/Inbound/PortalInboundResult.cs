using Hub.Core.Events;

namespace Hub.NationalPortal.Inbound;

/// <summary>What a message of the portal's came to: something to accept, or why not.</summary>
/// <param name="DossierCode"><c>MaHoSo</c>, where the message has one.</param>
/// <param name="Problem">Vietnamese, then English; null when there is a submission.</param>
public sealed record PortalInboundResult(Submission? Submission, string? DossierCode, string? Problem);
