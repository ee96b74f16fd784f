using Hub.Core.Events;

namespace Hub.CaseSystem.Webhooks;

/// <summary>A subscription with a new secret in front.</summary>
/// <param name="Subscription">To be saved.</param>
/// <param name="Secret">The new secret, to be shown once.</param>
/// <param name="DropOldAfter">Until then the receiver should have changed over; a person then drops the old secret.</param>
public sealed record SecretRotation(Subscription Subscription, WebhookSecret Secret, DateTimeOffset DropOldAfter);
