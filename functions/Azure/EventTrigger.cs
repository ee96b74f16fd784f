using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;
using Hub.Transports.ServiceBus.Events;

namespace Hub.Functions.Azure;

/// <summary>
/// Takes events off a queue as <c>POST /events</c> takes them: durable before the message is. What is refused is told to its sender and,
/// where it cannot even be read, put aside; only when neither is possible does the message go back.
/// </summary>
internal sealed partial class EventTrigger(
    EventIntake intake, IEventReplies replies, AuditQueue audit, HubSettings settings, TimeProvider clock, ILogger<EventTrigger> logger)
{
    /// <summary>Who the hub says brought these events: whoever may send to the queue.</summary>
    public const string Sender = EventDesk.Sender;

    private const string Act = "queue events";

    // The client tries again by itself; the host's message must not wait for a broker that is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly IntakeLimits _limits = new(settings.Intake.MaxBatch, settings.Intake.MaxEventBytes, settings.Intake.MaxDepth);

    public async Task<TriggerResult> RunAsync(IReadOnlyList<TriggerMessage> messages, CancellationToken ct)
    {
        var (accepted, refused, kept) = (0, 0, true);
        foreach (var message in messages)
        {
            var read = EventReader.Read(message.Content, _limits);
            var isReadable = read.Refusal is null;
            var events = isReadable ? read.Events : [new ReadEvent(null, read.Refusal, null)];
            var results = await AcceptAsync(events, ct);
            var refusals = results.Count(result => EventAnswer.Refused(result) is not null);
            (accepted, refused) = (accepted + results.Count - refusals, refused + refusals);
            var isTold = await TellAsync(message, Verdict(events, results, read.Refusal?.Name), ct);
            var isParked = !isReadable && await replies.ParkAsync(message, "events", read.Refusal!.Name, ct);
            kept &= refusals == 0 || isTold || isParked;
        }

        var log = string.Create(CultureInfo.InvariantCulture, $"{accepted} accepted, {refused} refused");
        return kept ? new TriggerResult(log) : TriggerResult.NotKept(log + "; nobody could be told");
    }

    private async Task<IReadOnlyList<IntakeResult>> AcceptAsync(IReadOnlyList<ReadEvent> events, CancellationToken ct)
    {
        var target = events.Count == 1 ? events[0].Event?.Subject : string.Create(CultureInfo.InvariantCulture, $"batch:{events.Count}");
        AuditEntry Entry(string result) => new(clock.GetUtcNow(), Sender, Role.CaseSystem, Act, target, result, null, Answer.TraceId);

        var results = await intake.AcceptAsync(events, Sender, Activity.Current?.Id, Entry("allowed"), ct);
        HubTelemetry.Count(results);

        // The store writes the entry with what it stores, and with nothing else.
        if (results.All(result => result is IntakeResult.Refused))
        {
            await audit.AppendAsync(Entry("failed"), ct);
        }

        return results;
    }

    private static EventVerdict Verdict(IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results, string? unreadable)
    {
        var json = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        EventAnswer.Write(json, events, results);
        var statuses = results.Select(Status).Distinct(StringComparer.Ordinal).ToList();
        return new EventVerdict(
            statuses.Count == 1 ? statuses[0] : "batch", json.WrittenMemory, results.All(result => EventAnswer.Refused(result) is null), unreadable);
    }

    private static string Status(IntakeResult result) => result switch
    {
        IntakeResult.Accepted => "accepted",
        IntakeResult.Duplicate => "duplicate",
        IntakeResult.Conflict => "conflict",
        _ => "refused",
    };

    private async Task<bool> TellAsync(TriggerMessage message, EventVerdict verdict, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await replies.TellAsync(message, verdict, stop.Token);
        }
#pragma warning disable CA1031 // The events are stored; that their sender hears of it late or never must not bring them again.
        catch (Exception failed) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            NotTold(failed);
            return false;
        }
    }

    [LoggerMessage(2014, LogLevel.Warning, "The verdict on queued events could not be sent")]
    private partial void NotTold(Exception failed);
}
