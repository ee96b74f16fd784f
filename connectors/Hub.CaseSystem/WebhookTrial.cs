using System.Diagnostics;
using System.Text.Json;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Events;
using Hub.Core.Outbox;
using Microsoft.Extensions.Options;

namespace Hub.CaseSystem;

/// <summary>
/// Sends one invented event to a subscription, at once and signed as every other, so that a developer sees whether the receiver takes it. It stands in no feed, waits in no lane and is
/// not tried again.
/// </summary>
public sealed class WebhookTrial(ICaseSystemApi api, IOptions<CaseSystemOptions> options, TimeProvider clock)
{
    public const string EventType = EventTypes.Prefix + "subscription.test.v1";
    private const string Source = "urn:hub:subscriptions";

    /// <returns>Null when the subscription has no secret to sign with.</returns>
    public async Task<TrialResult?> SendAsync(Subscription subscription, Guid id, CancellationToken ct)
    {
        var secrets = subscription.Secrets.Select(WebhookSecret.Parse).OfType<WebhookSecret>().ToList();
        if (secrets.Count == 0)
        {
            return null;
        }

        var now = clock.GetUtcNow();
        var e = new CloudEvent { Id = $"test-{id}", Source = Source, Type = EventType, Subject = subscription.Id, Time = now, Data = Data(subscription.Id) };
        var request = CaseSystemMapper.ToRequest(subscription, secrets, e, e.Data, Activity.Current?.Id, now);
        var begun = clock.GetTimestamp();
        var answer = await api.PostAsync(request, ct);
        return new TrialResult(e.Id, request.Id, CaseSystemReplies.Read(answer, e.Data, now, options.Value.RefusedPause), clock.GetElapsedTime(begun));
    }

    private static byte[] Data(string subscription) => JsonSerializer.SerializeToUtf8Bytes(new TrialData(subscription, true), CaseSystemJson.Default.TrialData);
}

/// <param name="EventId">Of the invented event.</param>
/// <param name="WebhookId">Header <c>webhook-id</c>.</param>
/// <param name="Handled">What the lane would make of the answer.</param>
public sealed record TrialResult(string EventId, string WebhookId, Handled Handled, TimeSpan Took);
