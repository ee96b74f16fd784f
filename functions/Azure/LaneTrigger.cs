using System.Globalization;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Core.Transports;

namespace Hub.Functions.Azure;

/// <summary>
/// Takes a lane's notices and answers when the lane is done with them, so that the broker keeps what a killed process had not settled. The
/// store decides what a notice is worth: one that is stale or came twice is acknowledged and forgotten.
/// </summary>
/// <param name="transport">Null where nothing is announced: then a notice is a remainder of another time.</param>
internal sealed class LaneTrigger(
    LaneArrivals arrivals, LaneSignals signals, IEventReplies replies, IHostApplicationLifetime life, TimeProvider clock, ITransport? transport = null)
{
    /// <summary>Why an unreadable notice was put aside.</summary>
    public const string Unreadable = "notice-unreadable";

    // Longer than any lease, shorter than the function's time. What was not taken until then is announced anew, under a new token.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(210);

    public async Task<TriggerResult> RunAsync(string lane, IReadOnlyList<TriggerMessage> messages, CancellationToken ct)
    {
        if (transport is null)
        {
            signals.Of(lane).Ring();
            return new TriggerResult("no transport is set; the lane is woken");
        }

        var ends = new List<Task<Fate>>(messages.Count);
        foreach (var message in messages)
        {
            ends.Add(!NoticeJson.TryRead(message.Body.Span, out var notice) ? SetAsideAsync(message, lane, ct)
                : notice.Lane == lane ? Arrive(notice)
                : Task.FromResult(Fate.Kept));
        }

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
            var fates = await Task.WhenAll(ends).WaitAsync(Patience, clock, stop.Token);
            var kept = fates.Count(fate => fate.Kind is Fate.Kinds.Kept);
            return new TriggerResult(string.Create(CultureInfo.InvariantCulture, $"{kept} of {messages.Count} settled"), fates);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            return new TriggerResult("the hub stops", [.. messages.Select(_ => Fate.GivenBack)]);
        }
        catch (TimeoutException)
        {
            return new TriggerResult("not settled in time; the store announces again what it must");
        }
    }

    private async Task<Fate> SetAsideAsync(TriggerMessage message, string lane, CancellationToken ct) => await replies.ParkAsync(message, "lane-" + lane, Unreadable, ct) switch
    {
        Reply.Taken => Fate.Kept,
        Reply.NotNow => Fate.GivenBack,
        _ => Fate.Dead(Unreadable),
    };

    private Task<Fate> Arrive(Notice notice)
    {
        var end = new TaskCompletionSource<Fate>(TaskCreationOptions.RunContinuationsAsynchronously);
        arrivals.Of(notice.Lane).Add(new Arrival(notice, () => End(end, Fate.Kept), () => End(end, Fate.GivenBack)));
        return end.Task;
    }

    private static ValueTask End(TaskCompletionSource<Fate> end, Fate fate)
    {
        end.TrySetResult(fate);
        return ValueTask.CompletedTask;
    }
}
