using System.Globalization;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>A message as the broker delivered it.</summary>
/// <param name="Tag">Names it on its subscription.</param>
/// <param name="Body">Its own copy: the client reuses what it read into.</param>
internal sealed record Received(Subscription Subscription, ulong Tag, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>How often it came back already; quorum queues count.</summary>
    public long Returns =>
        Properties.Headers?.TryGetValue("x-delivery-count", out var count) is true && count is not null ? Convert.ToInt64(count, CultureInfo.InvariantCulture) : 0;

    public void Acknowledge() => Subscription.End(Tag, Ending.Acknowledge);

    public void GiveBack() => Subscription.End(Tag, Ending.GiveBack);

    /// <summary>The broker moves it to the parking queue by itself.</summary>
    public void Reject() => Subscription.End(Tag, Ending.Reject);
}
