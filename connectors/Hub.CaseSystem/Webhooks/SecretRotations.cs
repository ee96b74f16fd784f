using System.Security.Cryptography;
using Hub.Core.Events;

namespace Hub.CaseSystem.Webhooks;

/// <summary>
/// Changes of a subscription's secrets without a lost webhook: the new one is put in front, the old ones go on signing until a person drops them.
/// Nothing expires by itself, because a receiver that is late would then refuse everything.
/// </summary>
public static class SecretRotations
{
    /// <summary>Secrets that may sign at once.</summary>
    public const int Most = 3;

    /// <returns>Null when three secrets sign already: one must be dropped first.</returns>
    public static SecretRotation? Rotate(Subscription subscription, RandomNumberGenerator source, DateTimeOffset now, TimeSpan overlap)
    {
        if (subscription.Secrets.Count >= Most)
        {
            return null;
        }

        var secret = WebhookSecret.New(source);
        return new SecretRotation(subscription with { Secrets = [secret.Reveal(), .. subscription.Secrets] }, secret, now + overlap);
    }

    /// <summary>Drops the oldest secret.</summary>
    /// <returns>Null when it is the only one.</returns>
    public static Subscription? DropOldest(Subscription subscription) =>
        subscription.Secrets.Count < 2 ? null : subscription with { Secrets = [.. subscription.Secrets.SkipLast(1)] };
}

/// <summary>A subscription with a new secret in front.</summary>
/// <param name="Subscription">To be saved.</param>
/// <param name="Secret">The new secret, to be shown once.</param>
/// <param name="DropOldAfter">Until then the receiver should have changed over; a person then drops the old secret.</param>
public sealed record SecretRotation(Subscription Subscription, WebhookSecret Secret, DateTimeOffset DropOldAfter);
