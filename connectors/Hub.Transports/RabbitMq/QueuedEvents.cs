using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Ports;
using Hub.Core.Trust;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>Takes event messages into the store as <c>POST /events</c> takes requests, several messages in one transaction and in their order.</summary>
public sealed class QueuedEvents(EventIntake intake, IAuditLog audit, EventQueueOptions options, TimeProvider clock)
{
    /// <summary>Who the hub says brought these events: whoever may publish to the exchange.</summary>
    public const string Sender = "broker:rabbitmq";

    private const string Act = "queue events";

    /// <summary>Returns after the commit, with one verdict for each message.</summary>
    internal async Task<IReadOnlyList<EventVerdict>> AcceptAsync(IReadOnlyList<Received> messages, CancellationToken ct)
    {
        var bodies = messages.Select(message => Read(message.Properties, message.Body.Span)).ToList();
        var events = bodies.SelectMany(body => body.Events).ToList();
        var results = await AcceptAsync(events, ct).ConfigureAwait(false);
        var verdicts = new List<EventVerdict>(messages.Count);
        var next = 0;
        for (var i = 0; i < messages.Count; i++)
        {
            var count = bodies[i].Events.Count;
            verdicts.Add(bodies[i].Refusal is { } refusal
                ? Verdict(messages[i], [new ReadEvent(null, refusal, null)], [new IntakeResult.Refused(refusal)], refusal.Name)
                : Verdict(messages[i], bodies[i].Events, results.GetRange(next, count), null));
            next += count;
        }

        return verdicts;
    }

    private ReadBody Read(IReadOnlyBasicProperties properties, ReadOnlySpan<byte> body) => AmqpEvent.Read(properties, body, options.Limits, options.MaxBodyBytes);

    private async Task<List<IntakeResult>> AcceptAsync(List<ReadEvent> events, CancellationToken ct)
    {
        var target = events.Count == 1 ? events[0].Event?.Subject : string.Create(CultureInfo.InvariantCulture, $"batch:{events.Count}");
        AuditEntry Entry(string result) => new(clock.GetUtcNow(), Sender, Role.CaseSystem, Act, target, result, null, Activity.Current?.TraceId.ToHexString());

        List<IntakeResult> results = [.. await intake.AcceptAsync(events, Sender, Activity.Current?.Id, Entry("allowed"), ct).ConfigureAwait(false)];

        // The store writes the entry with what it stores, and with nothing else.
        if (results.TrueForAll(result => result is IntakeResult.Refused))
        {
            await audit.AppendAsync(Entry("failed"), ct).ConfigureAwait(false);
        }

        return results;
    }

    private EventVerdict Verdict(Received message, IReadOnlyList<ReadEvent> events, List<IntakeResult> results, string? unreadable)
    {
        var json = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        options.WriteVerdict(json, events, results);
        var kinds = results.Select(Kind).Distinct(StringComparer.Ordinal).ToList();
        return new EventVerdict(message, json.WrittenMemory, kinds.Count == 1 ? kinds[0] : "batch", unreadable);
    }

    private static string Kind(IntakeResult result) => result switch
    {
        IntakeResult.Accepted => "accepted",
        IntakeResult.Duplicate => "duplicate",
        IntakeResult.Conflict => "conflict",
        _ => "refused",
    };
}
