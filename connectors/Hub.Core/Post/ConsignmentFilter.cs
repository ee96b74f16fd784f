namespace Hub.Core.Post;

/// <summary>Null asks for all.</summary>
/// <param name="Office">Consignments of this office, and those of no office yet. To be asked together with its operator: alone it walks through those of all operators.</param>
/// <param name="Attachment">Only those whose proof bears this picture; SHA-256, lower-case hex.</param>
/// <param name="UnremittedCash">Only those whose cash is on no remittance yet.</param>
public sealed record ConsignmentFilter(
    string? Operator = null, string? Office = null, IReadOnlyCollection<ConsignmentState>? States = null, PostalDirection? Direction = null,
    string? Dossier = null, string? ClaimedBy = null, bool UnremittedCash = false, string? Attachment = null);
