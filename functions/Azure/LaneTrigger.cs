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

        var (ended, lost) = (new List<Task<bool>>(messages.Count), 0);
        foreach (var message in messages)
        {
            if (!NoticeJson.TryRead(message.Body.Span, out var notice))
            {
                lost += await replies.ParkAsync(message, "lane-" + lane, Unreadable, ct) ? 0 : 1;
            }
            else if (notice.Lane == lane)
            {
                ended.Add(Arrive(notice));
            }
        }

        try
        {
            using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, life.ApplicationStopping);
            var taken = await Task.WhenAll(ended).WaitAsync(Patience, clock, stop.Token);
            lost += taken.Count(isTaken => !isTaken);
        }
        catch (OperationCanceledException) when (life.ApplicationStopping.IsCancellationRequested)
        {
            return TriggerResult.NotKept("the hub stops");
        }
        catch (TimeoutException)
        {
            return new TriggerResult("not settled in time; the store announces again what it must");
        }

        return lost == 0
            ? new TriggerResult(string.Create(CultureInfo.InvariantCulture, $"{ended.Count} settled"))
            : TriggerResult.NotKept(string.Create(CultureInfo.InvariantCulture, $"{lost} of {messages.Count} given back"));
    }

    private Task<bool> Arrive(Notice notice)
    {
        var end = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
        arrivals.Of(notice.Lane).Add(new Arrival(notice, () => End(end, isTaken: true), () => End(end, isTaken: false)));
        return end.Task;
    }

    private static ValueTask End(TaskCompletionSource<bool> end, bool isTaken)
    {
        end.TrySetResult(isTaken);
        return ValueTask.CompletedTask;
    }
}
