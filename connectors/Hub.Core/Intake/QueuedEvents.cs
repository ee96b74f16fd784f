using System.Buffers;
using System.Diagnostics;
using System.Globalization;
using Hub.Core.Stores;
using Hub.Core.Trust;

namespace Hub.Core.Intake;

/// <summary>
/// Takes events off a queue into the store as <c>POST /events</c> takes requests: in the name of the broker, in the role <c>case-system</c>,
/// with an entry in the audit.
/// </summary>
public sealed class QueuedEvents(EventIntake intake, IAuditLog audit, EventQueueOptions options, TimeProvider clock)
{
    private const string Act = "queue events";

    /// <summary>Several messages in one transaction and in their order. Returns after what is accepted, or the note that nothing was, is durable.</summary>
    /// <param name="sender">Who the hub says brought these events, as <c>broker:rabbitmq</c>: whoever may send to the queue.</param>
    /// <returns>One verdict for each message.</returns>
    /// <exception cref="StoreUnavailableException">Nothing was taken; the same messages may be tried again.</exception>
    public async Task<IReadOnlyList<EventVerdict>> AcceptAsync(IReadOnlyList<QueuedMessage> messages, string sender, CancellationToken ct)
    {
        var bodies = messages.Select(message => message.Read(options)).ToList();
        var groups = bodies.ConvertAll(body => body.Refusal is { } refusal ? [new ReadEvent(null, refusal, null)] : body.Events);
        var results = await AcceptAsync([.. groups.SelectMany(events => events)], sender, ct);
        var verdicts = new List<EventVerdict>(messages.Count);
        var next = 0;
        for (var i = 0; i < groups.Count; i++)
        {
            verdicts.Add(Verdict(groups[i], results.GetRange(next, groups[i].Count), bodies[i].Refusal?.Name));
            next += groups[i].Count;
        }

        return verdicts;
    }

    private async Task<List<IntakeResult>> AcceptAsync(List<ReadEvent> events, string sender, CancellationToken ct)
    {
        var target = events.Count == 1 ? AuditText.Outside(events[0].Event?.Subject) : string.Create(CultureInfo.InvariantCulture, $"batch:{events.Count}");
        AuditEntry Entry(string result) => new(clock.GetUtcNow(), sender, Role.CaseSystem, Act, target, result, null, Activity.Current?.TraceId.ToHexString());

        List<IntakeResult> results = [.. await intake.AcceptAsync(events, sender, Activity.Current?.Id, Entry("allowed"), ct)];

        // The store writes the entry with what it stores, and with nothing else.
        if (results.TrueForAll(result => result is IntakeResult.Refused))
        {
            await audit.AppendAsync(Entry("failed"), ct);
        }

        return results;
    }

    private EventVerdict Verdict(IReadOnlyList<ReadEvent> events, List<IntakeResult> results, string? unreadable)
    {
        var json = new ArrayBufferWriter<byte>(256 + (160 * results.Count));
        options.WriteVerdict(json, events, results);
        var statuses = results.Select(Status).Distinct(StringComparer.Ordinal).ToList();
        var stored = results.Count(result => result is IntakeResult.Accepted or IntakeResult.Duplicate);
        return new EventVerdict(statuses.Count == 1 ? statuses[0] : "batch", json.WrittenMemory, stored, results.Count - stored, unreadable);
    }

    private static string Status(IntakeResult result) => result switch
    {
        IntakeResult.Accepted => "accepted",
        IntakeResult.Duplicate => "duplicate",
        IntakeResult.Conflict => "conflict",
        _ => "refused",
    };
}

/// <summary>What the host decides about events that come off a queue: the same as over HTTP.</summary>
public sealed record EventQueueOptions
{
    public required IntakeLimits Limits { get; init; }

    /// <summary>Bytes of one message body.</summary>
    public required int MaxBodyBytes { get; init; }

    public required VerdictWriter WriteVerdict { get; init; }
}

/// <summary>What became of a message's events.</summary>
/// <param name="Status"><c>accepted</c>, <c>duplicate</c>, <c>conflict</c> or <c>refused</c>; <c>batch</c> for several with different ends.</param>
/// <param name="Json">For the sender, in the shape of the answer to <c>POST /events</c>.</param>
/// <param name="Stored">How many of them are in the hub, now or from before.</param>
/// <param name="Refused">How many are not. A message that cannot be read counts as one.</param>
/// <param name="Unreadable">Why the message holds no events at all, one of <see cref="RefusalNames"/> or <c>body-too-large</c>; null when it was read.</param>
public sealed record EventVerdict(string Status, ReadOnlyMemory<byte> Json, int Stored, int Refused, string? Unreadable)
{
    /// <summary>Every event of the message is in the hub.</summary>
    public bool IsStored => Refused == 0;
}
