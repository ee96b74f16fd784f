using System.Globalization;
using Hub.Core.Intake;
using Hub.Transports.ServiceBus;

namespace Hub.Functions.Azure;

/// <summary>
/// Takes events off a queue as <c>POST /events</c> takes them: durable before the message is completed. What is refused is told to its sender
/// and, where it cannot even be read, put aside. It goes back while that fails for the moment, and to the broker's dead letters when there is nobody to tell.
/// </summary>
internal sealed partial class EventTrigger(QueuedEvents events, IEventReplies replies, TimeProvider clock, ILogger<EventTrigger> logger)
{
    // The client tries again by itself; the host's message must not wait for a broker that is away.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    public async Task<TriggerResult> RunAsync(IReadOnlyList<TriggerMessage> messages, CancellationToken ct)
    {
        var (accepted, refused) = (0, 0);
        var fates = new List<Fate>(messages.Count);
        foreach (var message in messages)
        {
            var verdict = (await events.AcceptAsync([BusEvent.Of(message.Content)], BusEvent.Sender, ct))[0];
            (accepted, refused) = (accepted + verdict.Stored, refused + verdict.Refused);
            fates.Add(await EndAsync(message, verdict, ct));
        }

        var log = string.Create(CultureInfo.InvariantCulture, $"{accepted} accepted, {refused} refused");
        return new TriggerResult(fates.TrueForAll(fate => fate.Kind is Fate.Kinds.Kept) ? log : log + "; nobody could be told", fates);
    }

    private async Task<Fate> EndAsync(TriggerMessage message, EventVerdict verdict, CancellationToken ct)
    {
        var isTold = await TellAsync(message, verdict, ct);
        var isParked = verdict.Unreadable is { } reason ? await replies.ParkAsync(message, "events", reason, ct) : Reply.NobodyThere;
        return verdict.IsStored || isTold is Reply.Taken || isParked is Reply.Taken ? Fate.Kept
            : isTold is Reply.NotNow || isParked is Reply.NotNow ? Fate.GivenBack
            : Fate.Dead(verdict.Unreadable ?? "refused-and-nobody-told");
    }

    private async Task<Reply> TellAsync(TriggerMessage message, EventVerdict verdict, CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Patience, clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, ct);
        try
        {
            return await replies.TellAsync(message, verdict, stop.Token) ? Reply.Taken : Reply.NobodyThere;
        }
#pragma warning disable CA1031 // The events are stored; that their sender hears of it late or never must not bring them again.
        catch (Exception failed) when (!ct.IsCancellationRequested)
#pragma warning restore CA1031
        {
            NotTold(failed);
            return Reply.NotNow;
        }
    }

    [LoggerMessage(2014, LogLevel.Warning, "The verdict on queued events could not be sent")]
    private partial void NotTold(Exception failed);
}
