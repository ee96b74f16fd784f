namespace Hub.Postal.Consignments;

/// <summary>Null asks for all.</summary>
/// <param name="Office">Consignments of this office, and those of no office yet; offices are an operator's own, so an office is asked for together with its operator.</param>
/// <param name="Attachment">Only those whose proof bears this picture; SHA-256, lower-case hex.</param>
/// <param name="UnremittedCash">Only those whose cash is on no remittance yet.</param>
/// <exception cref="ArgumentException">An office without its operator.</exception>
public sealed record ConsignmentFilter(
    string? Operator = null, string? Office = null, IReadOnlyCollection<ConsignmentState>? States = null, PostalDirection? Direction = null,
    string? Dossier = null, string? ClaimedBy = null, bool UnremittedCash = false, string? Attachment = null)
{
    public string? Office { get; } = Office is null || Operator is not null ? Office : throw new ArgumentException("An office is asked for together with its operator.", nameof(Office));
}
