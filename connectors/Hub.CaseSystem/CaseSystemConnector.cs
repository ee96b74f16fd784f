using System.Diagnostics;
using Hub.CaseSystem.Settings;
using Hub.CaseSystem.Webhooks;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Outbox;
using Microsoft.Extensions.Options;

namespace Hub.CaseSystem;

/// <summary>
/// The lane back to the case system. An envelope's key is <c>{subscription id}|{subject or event id}</c>; the store writes one for each
/// subscription that is active inside the transaction of an out event, so no incoming type leads here.
/// </summary>
public sealed class CaseSystemConnector(
    ISubscriptions subscriptions, IInbox inbox, ICaseSystemApi api, IOptions<CaseSystemOptions> options, TimeProvider clock) : IConnector
{
    public string Lane => CaseSystemCodes.Lane;

    public IReadOnlyCollection<string> Types => [];

    /// <summary>Each subscription is a receiver: one that hangs keeps no other waiting.</summary>
    public bool HasReceivers => true;

    public ValueTask<string?> ReceiverAsync(Delivery delivery, CancellationToken ct) => ValueTask.FromResult(SubscriptionOf(delivery.Envelope));

    public async Task<Handled> HandleAsync(Delivery delivery, CancellationToken ct)
    {
        var envelope = delivery.Envelope;
        if (SubscriptionOf(envelope) is not { } id)
        {
            return new Outcome.Reject(CaseSystemCodes.KeyUnreadable, "khóa không nêu đăng ký / the key names no subscription");
        }

        // Read at delivery, so that what a person changed a moment ago already counts.
        if (await subscriptions.FindAsync(id, ct) is not { IsActive: true } subscription)
        {
            return new Outcome.Done("đã hủy đăng ký: sự kiện vẫn ở feed / subscription removed: the event stays in the feed");
        }

        if (!subscription.Types.Any(type => type == "*" || type == envelope.Type))
        {
            return new Outcome.Done("loại này không còn được đăng ký: sự kiện vẫn ở feed / type no longer subscribed: the event stays in the feed");
        }

        if (envelope.EventSeq is not { } seq || await inbox.FindBySeqAsync(seq, ct) is not { } stored)
        {
            return new Outcome.Reject(CaseSystemCodes.EventMissing, "không còn sự kiện gốc / the event behind it is no longer stored");
        }

        var secrets = subscription.Secrets.Select(WebhookSecret.Parse).OfType<WebhookSecret>().ToList();
        if (secrets.Count == 0)
        {
            return new Outcome.Defer(
                "đăng ký không có khóa ký hợp lệ / the subscription has no valid secret", clock.GetUtcNow() + options.Value.RefusedPause);
        }

        var request = CaseSystemMapper.ToRequest(
            subscription, secrets, stored.Event, envelope.Body, Activity.Current?.Id ?? envelope.TraceParent, clock.GetUtcNow());
        var answer = await api.PostAsync(request, ct);
        return CaseSystemReplies.Read(answer, envelope.Body, clock.GetUtcNow(), options.Value.RefusedPause);
    }

    /// <summary>A webhook has no request without effect, so a connection is all that is tried: one receiver that stands is enough.</summary>
    public async Task<string?> ProbeAsync(CancellationToken ct)
    {
        var urls = (await subscriptions.ListAsync(ct))
            .Where(subscription => subscription is { IsActive: true, Url.IsAbsoluteUri: true })
            .Select(subscription => subscription.Url)
            .DistinctBy(url => url.GetLeftPart(UriPartial.Authority))
            .ToList();
        string? reason = null;
        using var rest = CancellationTokenSource.CreateLinkedTokenSource(ct);
        await foreach (var probe in Task.WhenEach(urls.Select(url => api.ReachAsync(url, rest.Token))).WithCancellation(ct))
        {
            reason = await probe;
            if (reason is null)
            {
                await rest.CancelAsync();
                return null;
            }
        }

        return reason;
    }

    private static string? SubscriptionOf(Envelope envelope) =>
        envelope.Key.IndexOf('|', StringComparison.Ordinal) is > 0 and var bar ? envelope.Key[..bar] : null;
}
