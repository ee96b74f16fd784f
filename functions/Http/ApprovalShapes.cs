using System.Text.Json;
using Hub.Functions.Http.Messages;

namespace Hub.Functions.Http;

/// <summary>A wish for what needs two people.</summary>
/// <param name="Kind">Name of the kind: <c>dead-letter-edit</c>.</param>
/// <param name="Subject">What it is about, as the kind names it; of a dead letter its id.</param>
/// <param name="After">The subject as it is to be.</param>
/// <param name="Reason">Why, for whoever decides; no personal data. 1 to 500 characters.</param>
public sealed record ProposalRequest(
    [property: Needed] string? Kind = null, [property: Needed] string? Subject = null, [property: Needed] JsonElement? After = null, [property: Needed] string? Reason = null);

/// <param name="Next">Give it as <c>after</c> to go on; absent on the last page.</param>
public sealed record ProposalList(IReadOnlyList<ProposalSummary> Approvals, string? Next);

/// <param name="Title">What the kind is called, in both languages.</param>
/// <param name="State"><c>open</c>, <c>approved</c>, <c>rejected</c>, <c>withdrawn</c> or <c>lapsed</c>.</param>
/// <param name="Maker">Name of the person, as the key's maker or the token's issuer wrote it.</param>
/// <param name="LimitClass">Which limit it falls under: <c>money</c>, <c>identity</c>, …</param>
/// <param name="ExpiresAt">It lapses then unless somebody decides.</param>
/// <param name="Checker">Who decided; the maker when it was withdrawn, absent when it lapsed.</param>
public sealed record ProposalSummary(
    string Id, string Kind, string Title, string Subject, string State, string? LimitClass, string Maker, string Reason, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? DecidedAt, string? Checker, string? DecisionReason);

/// <param name="Digest">Of the subject as it was judged, lower-case hex of SHA-256; it is not approved when the subject has another by then.</param>
/// <param name="MakerActor">Id of the maker's key, or subject of the token, as the audit names it.</param>
/// <param name="Before">The subject as it stood; masked, unless it was asked for whole.</param>
/// <param name="After">The subject as it is to be; masked, unless it was asked for whole.</param>
/// <param name="Changes">Fields for whose sake it needs two people.</param>
/// <param name="Revealed">Whether both are whole; the audit says who saw them.</param>
public sealed record ProposalDetail(
    string Id, string Kind, string Title, string Subject, string State, string? LimitClass, string Maker, string MakerActor, string Reason, DateTimeOffset ProposedAt, DateTimeOffset ExpiresAt,
    DateTimeOffset? DecidedAt, string? Checker, string? CheckerActor, string? DecisionReason, string Digest, string? Dossier, IReadOnlyList<ProposalChange> Changes,
    JsonElement? Before, JsonElement? After, bool Revealed);

/// <param name="Path">JSON pointer.</param>
/// <param name="Class"><c>money</c> or <c>identity</c>.</param>
public sealed record ProposalChange(string Path, string Class);
