using System.Globalization;
using System.Text;
using Hub.Core.Transports;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>A message in the parking queue: parked by the hub (headers <c>hub-parked-…</c>) or moved there by the broker (<c>x-first-death-…</c>).</summary>
internal sealed record ParkedMessage(ulong Tag, IReadOnlyBasicProperties Properties, ReadOnlyMemory<byte> Body)
{
    /// <summary>Where it lay before; null when nobody says.</summary>
    public string? From => Header("hub-parked-from") ?? Header("x-first-death-queue");

    /// <summary>How often somebody looked at it: a quorum queue counts each time, and newer brokers drop what was looked at twenty times.</summary>
    public long Looks => Properties.Headers?.TryGetValue("x-delivery-count", out var count) is true && count is not null ? Convert.ToInt64(count, CultureInfo.InvariantCulture) : 0;

    public BrokerDeadLetter Letter(string? sentAgainAs = null) => new(
        From ?? "", Properties.MessageId ?? "", Header("hub-parked-reason") ?? Header("x-first-death-reason"), null, 0,
        DateTimeOffset.TryParse(Header("hub-parked-at"), CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null, sentAgainAs);

    /// <param name="isFresh">Without what parking has added; else only without the broker's count.</param>
    public BasicProperties Copy(bool isFresh) => new(Properties)
    {
        Persistent = true,
        Headers = Properties.Headers?.Where(header => header.Key != "x-delivery-count" && !(isFresh && IsParkings(header.Key))).ToDictionary(StringComparer.Ordinal),
    };

    private static bool IsParkings(string header) =>
        header.StartsWith("hub-parked-", StringComparison.Ordinal) || header.StartsWith("x-first-death-", StringComparison.Ordinal)
        || header.StartsWith("x-last-death-", StringComparison.Ordinal) || header == "x-death";

    private string? Header(string name) => Properties.Headers?.TryGetValue(name, out var value) is true ? value switch
    {
        byte[] bytes => Encoding.UTF8.GetString(bytes),
        _ => value?.ToString(),
    } : null;
}
