using System.Buffers;
using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Ports;
using Hub.Core.Trust;

namespace Hub.Transports.ServiceBus.Events;

/// <summary>Takes events by way of <see cref="EventIntake"/>, in the name of the broker and with an entry in the audit, as of any caller in the role <c>case-system</c>.</summary>
public sealed class EventDesk(EventIntake intake, IAuditLog audit, IntakeLimits limits, VerdictWriter write, TimeProvider clock) : IEventDesk
{
    /// <summary>Who the hub says brought these events: whoever may send to the queue.</summary>
    public const string Sender = "broker:servicebus";

    private const string Act = "queue events";

    public async Task<EventVerdict> TakeAsync(ServiceBusMessage message, CancellationToken ct)
    {
        var read = EventReader.Read(message, limits);
        var events = read.Refusal is null ? read.Events : [new ReadEvent(null, read.Refusal, null)];
        var target = events.Count == 1 ? events[0].Event?.Subject : string.Create(CultureInfo.InvariantCulture, $"batch:{events.Count}");
        var results = await intake.AcceptAsync(events, Sender, traceParent: null, Entry("allowed", target), ct).ConfigureAwait(false);

        // The store writes the entry with what it stores, and with nothing else.
        if (results.All(result => result is IntakeResult.Refused))
        {
            await audit.AppendAsync(Entry("failed", target), ct).ConfigureAwait(false);
        }

        var kinds = results.Select(Status).Distinct(StringComparer.Ordinal).ToList();
        var json = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        write(json, events, results);
        return new EventVerdict(
            kinds.Count == 1 ? kinds[0] : "batch", json.WrittenMemory,
            results.All(result => result is IntakeResult.Accepted or IntakeResult.Duplicate), read.Refusal?.Name);
    }

    private AuditEntry Entry(string result, string? target) => new(clock.GetUtcNow(), Sender, Role.CaseSystem, Act, target, result);

    private static string Status(IntakeResult result) => result switch
    {
        IntakeResult.Accepted => "accepted",
        IntakeResult.Duplicate => "duplicate",
        IntakeResult.Conflict => "conflict",
        _ => "refused",
    };
}
