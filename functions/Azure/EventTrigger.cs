using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Hub.Core.Intake;
using Hub.Core.Trust;
using Hub.Functions.Http;
using Hub.Functions.Settings;
using Hub.Functions.Telemetry;
using Hub.Functions.Trust;

namespace Hub.Functions.Azure;

/// <summary>
/// Takes events off a queue as <c>POST /events</c> takes them: durable before the message is. What is refused is told to its sender and,
/// where it cannot even be read, put aside; only when neither is possible does the message go back.
/// </summary>
internal sealed partial class EventTrigger(
    EventIntake intake, IEventReplies replies, AuditQueue audit, HubSettings settings, TimeProvider clock, ILogger<EventTrigger> logger)
{
    /// <summary>Who the hub says brought these events: whoever may send to the queue.</summary>
    public const string Sender = "broker:servicebus";

    private const string Act = "queue events";
    private readonly IntakeLimits _limits = new(settings.Intake.MaxBatch, settings.Intake.MaxEventBytes, settings.Intake.MaxDepth);

    public async Task<TriggerResult> RunAsync(IReadOnlyList<TriggerMessage> messages, CancellationToken ct)
    {
        var (accepted, refused, kept) = (0, 0, true);
        foreach (var message in messages)
        {
            var read = EventMessage.Read(message, _limits);
            var isReadable = read.Refusal is null;
            var events = isReadable ? read.Events : [new ReadEvent(null, read.Refusal, null)];
            var results = await AcceptAsync(events, ct);
            var refusals = results.Count(result => EventAnswer.Refused(result) is not null);
            (accepted, refused) = (accepted + results.Count - refusals, refused + refusals);
            var isTold = await TellAsync(message, events, results, ct);
            var isParked = !isReadable && await replies.ParkAsync(message, read.Refusal!.Name, ct);
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

    private async Task<bool> TellAsync(TriggerMessage message, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results, CancellationToken ct)
    {
        var verdict = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        EventAnswer.Write(verdict, events, results);
        try
        {
            return await replies.TellAsync(verdict.WrittenMemory, message, ct);
        }
#pragma warning disable CA1031 // The events are stored; that their sender hears of it late or never must not bring them again.
        catch (Exception failed) when (failed is not OperationCanceledException)
#pragma warning restore CA1031
        {
            NotTold(failed);
            return false;
        }
    }

    [LoggerMessage(2014, LogLevel.Warning, "The verdict on queued events could not be sent")]
    private partial void NotTold(Exception failed);
}
