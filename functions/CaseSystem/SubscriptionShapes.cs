using System.Text.Json;
using Hub.Functions.Http;
using Hub.Functions.Http.Messages;

namespace Hub.Functions.CaseSystem;

/// <param name="Types">Event types the hub sends, or <c>*</c> alone.</param>
/// <param name="Secret"><c>whsec_</c> and 24 to 64 bytes as base64, where the receiver chose it; else the hub makes one. Only when it is made new.</param>
public sealed record SubscriptionRequest(
    [property: Needed] Uri? Url = null, [property: Needed] IReadOnlyList<string>? Types = null, bool Active = true, string? Secret = null);

public sealed record SubscriptionList(IReadOnlyList<SubscriptionView> Subscriptions);

/// <param name="Secrets">How many secrets sign now.</param>
/// <param name="Owner">Id of the key, or the token's subject, whose it is; absent for the centre's own.</param>
public sealed record SubscriptionView(string Id, Uri Url, IReadOnlyList<string> Types, bool Active, int Secrets, DateTimeOffset CreatedAt, string? Owner);

/// <param name="Owner">Id of a key of the role <c>case-system</c>, <c>token:SUBJECT</c> or <c>oidc:SUBJECT</c>; left out: the centre's own.</param>
public sealed record SubscriptionOwner(string? Owner = null);

/// <param name="Secret">Shown once. Absent when the request was a repeat.</param>
/// <param name="DropOldAfter">Until then the receiver should have changed over; null for the first secret.</param>
public sealed record SubscriptionSecret(string Id, string? Secret, DateTimeOffset? DropOldAfter);

/// <summary>What became of a test event.</summary>
/// <param name="WebhookId">Header <c>webhook-id</c> as it was sent.</param>
/// <param name="Outcome"><c>done</c> when the receiver took it; else what the lane would do: <c>retry</c>, <c>defer</c> or <c>reject</c>.</param>
/// <param name="Answer">Status and length of the answer, masked as in every attempt; absent when none came.</param>
public sealed record SubscriptionTest(string EventId, string WebhookId, string Type, string Outcome, string? Code, string? Reason, string? Answer, long Milliseconds);

/// <param name="Next">Give it as <c>before</c>; absent when there are no more.</param>
public sealed record SubscriptionDeliveries(IReadOnlyList<SubscriptionDelivery> Deliveries, long? Next);

/// <summary>One event on its way to a subscription: what is sent, and what came back of each attempt.</summary>
/// <param name="Id">The delivery's own id; a replay has another.</param>
/// <param name="WebhookId">The same in every attempt and every replay of the event.</param>
/// <param name="State"><c>waiting</c>, <c>dead</c>, <c>done</c>, <c>skipped</c> or <c>discarded</c>.</param>
/// <param name="Event">Where the event can be read; absent once it was pruned.</param>
/// <param name="Bytes">Length of the data.</param>
/// <param name="Data">The event's data, personal members masked; absent when it is longer than 16 KB.</param>
public sealed record SubscriptionDelivery(
    string Id, long Seq, string State, DateTimeOffset CreatedAt, DateTimeOffset? DueAt, DateTimeOffset? SettledAt, string? Code, string? Reason,
    string? WebhookId, string Type, string? Subject, string? Event, int Bytes, JsonElement? Data, IReadOnlyList<AttemptView> Attempts);

/// <param name="From">From this moment on, by when the hub took the event.</param>
/// <param name="Until">Up to this moment, not itself; left out: now.</param>
/// <param name="After">To go on: what the answer before said.</param>
public sealed record ReplayRequest([property: Needed] DateTimeOffset? From = null, DateTimeOffset? Until = null, long? After = null);

/// <param name="Queued">Events that are sent again.</param>
/// <param name="LeftOut">Events of subjects that have something waiting: an old event never comes behind a newer one. Replay again once those were delivered.</param>
/// <param name="Next">The period held more events than one go takes: give this as <c>from</c>, and <c>after</c> with it.</param>
/// <param name="After">The last event of that moment that was looked at.</param>
public sealed record ReplayAnswer(int Queued, int LeftOut, DateTimeOffset? Next, long? After);
