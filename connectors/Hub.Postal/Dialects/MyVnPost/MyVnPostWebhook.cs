using System.Security.Cryptography;
using Hub.Core.Concurrency;
using Hub.Core.Intake;
using Hub.Postal.Calls;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.Postal.Tracking;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>
/// Takes what MyVNPost pushes. Its signature covers item code and status of the first item and the date of the call, nothing else: the first is believed and
/// looked up by its item code; of every other the operator's own history is read before anything is moved. What could not be read again is kept raw as
/// unproven and asked for by the next poll, so nothing is lost. A call sent again has the same keys and changes nothing.
/// </summary>
public sealed class MyVnPostWebhook(PostalContext context, TrackingService tracking, ILogger<MyVnPostWebhook> logger)
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxItems = 1000;

    private const int MaxCode = 100;
    private const int MostTasks = 1000;

    // The operator waits for its answer; the rest is the poll's.
    private const int MostAsked = 20;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Whether the operator is one that pushes and whose key is known.</summary>
    public bool Takes(string @operator) =>
        context.Options.Operators.TryGetValue(@operator, out var party) && party is { Dialect: PostalDialectNames.MyVnPost, WebhookKey.Length: > 0 };

    /// <summary>Reads a call and checks its signature; nothing is looked up and nothing written.</summary>
    /// <param name="operator">One that <see cref="Takes"/>.</param>
    /// <param name="body">Null for one of more than <see cref="MaxBytes"/>.</param>
    /// <returns>The call, or how it is answered.</returns>
    public (MyVnPostPush? Push, WebhookVerdict? Refusal) Check(string @operator, ReadOnlyMemory<byte>? body)
    {
        if (body is not { Length: <= MaxBytes } read || MyVnPostCall.Read(read, MaxItems) is not { } call)
        {
            return (null, new WebhookVerdict(400, "Nội dung không đọc được / The body cannot be read", 0));
        }

        if (!call.IsSignedBy(context.Options.Operators[@operator].WebhookKey!))
        {
            return (null, new WebhookVerdict(401, "Chữ ký không đúng / The signature is wrong", 0));
        }

        return (new MyVnPostPush(@operator, call), null);
    }

    /// <summary>
    /// Tells a person of a call that cannot be read, with the call as it came. Nothing proves who made it, so one is kept while the task is open and no more:
    /// strangers can fill neither the store nor the work list.
    /// </summary>
    /// <param name="operator">One that <see cref="Takes"/>.</param>
    public async Task NoteUnreadableAsync(string @operator, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        var alert = PostalSentences.AnswerUnreadable(@operator, "webhook", context.Options);
        var open = await context.Tasks.ListAsync(open: true, alert.Kind, null, null, null, null, MostTasks, ct);
        if (body.IsEmpty || open.Any(task => task.Subject == alert.Subject))
        {
            return;
        }

        var now = context.Now;
        var (task, told) = context.Alerts.Raise(alert, $"{@operator}/webhook/{context.Today.UtcTicks}", null, now);
        var raw = WireText.Raw(body);
        await context.Consignments.CommitAsync(new PostalBatch
        {
            Records =
            [
                new PostalRecord(
                    WireText.Unknown, $"{@operator}/webhook-unread", Convert.ToHexStringLower(SHA256.HashData(raw.Span)), PostalRecordKind.Tracking, "webhook", null,
                    MoveVerdict.Unplaced, now, now, null, null, raw),
            ],
            Tasks = [task],
            Events = [told],
        }, ct);
    }

    public async Task<WebhookVerdict> TakeAsync(MyVnPostPush push, CancellationToken ct)
    {
        var (@operator, call) = (push.Operator, push.Call);
        var mapper = new MyVnPostMapper(@operator, context.Options.Operators[@operator]);
        var moved = 0;
        var items = call.Items();
        var isFirstKnown = items[0].Item.ItemCode is { Length: > 0 } code
            && await context.Consignments.OfWaybillAsync(@operator, code, ct) is { } holder
            && await ApplyAsync([mapper.EventOf(holder.Number, items[0].Item, call, items[0].Raw, context.Now)]);

        // Which order an item code belongs to is not signed: one that no consignment bears is looked into like the others.
        var rest = items.Skip(isFirstKnown ? 1 : 0).Select(item => new PushedItem(NumberOf(item.Item), item.Item, WireText.Raw(item.Raw))).ToList();
        if (rest.Count == 0)
        {
            return new WebhookVerdict(200, "Đã nhận / Taken", moved);
        }

        var (heard, unasked) = await ReadAgainAsync(@operator, rest, ct);
        return await ApplyAsync(heard) && await KeepAsync(@operator, call, rest, heard, unasked, ct)
            ? new WebhookVerdict(200, "Đã nhận / Taken", moved)
            : new WebhookVerdict(503, "Kho dữ liệu bận, xin gửi lại / The store is busy, please send again", moved);

        async Task<bool> ApplyAsync(IReadOnlyList<TrackingEvent> events)
        {
            var applied = await tracking.ApplyAsync(events, null, ct);
            moved += applied.Moved;
            return applied.IsWritten;
        }
    }

    /// <returns>What the operator's history says of the orders, and the orders that it was not asked for.</returns>
    private async Task<(IReadOnlyList<TrackingEvent> Heard, IReadOnlySet<string> Unasked)> ReadAgainAsync(string @operator, List<PushedItem> rest, CancellationToken ct)
    {
        var ours = await context.Consignments.FindAsync([.. rest.Select(told => told.Number).Distinct(StringComparer.Ordinal)], ct);
        var (began, heard, unasked, asked, isAway) = (context.Now, new List<TrackingEvent>(), new HashSet<string>(StringComparer.Ordinal), 0, false);
        foreach (var number in ours.Values.Where(each => (each.Booking?.Operator ?? each.Operator) == @operator).Select(each => each.Number))
        {
            if (isAway || ++asked > MostAsked || context.Now - began > Patience)
            {
                unasked.Add(number);
                continue;
            }

            switch (await context.Dialects.Find(@operator)!.AskAsync(number, ct))
            {
                case PostalReply<IReadOnlyList<TrackingEvent>>.Ok told:
                    heard.AddRange(told.Value);
                    break;
                case PostalReply<IReadOnlyList<TrackingEvent>>.NotFound:
                    break;
                case var failed:
                    await context.KeepUnreadAsync(failed, @operator, "history", number, ct);
                    isAway = true;
                    unasked.Add(number);
                    break;
            }
        }

        return (heard, unasked);
    }

    // What the history confirms is kept as the history's; the rest as it came, moving nothing.
    private async Task<bool> KeepAsync(
        string @operator, MyVnPostCall call, List<PushedItem> rest, IReadOnlyList<TrackingEvent> heard, IReadOnlySet<string> unasked, CancellationToken ct)
    {
        var confirmed = heard.Select(tracked => (tracked.Number, tracked.Waybill, tracked.Code)).ToHashSet();
        var unproven = rest.Where(told => !confirmed.Contains((told.Number, told.Item.ItemCode, told.Item.Status ?? ""))).ToList();
        foreach (var told in unproven.Where(told => told.Number != WireText.Unknown && !unasked.Contains(told.Number)))
        {
            logger.NotConfirmed(@operator, OutsideText.Clean(told.Item.Status, MaxCode) ?? "", told.Number);
        }

        return await Recompute.UntilStoredAsync(PostalContext.MaxTries, WriteAsync) is not null;

        async Task<PostalBatch?> WriteAsync()
        {
            var now = context.Now;
            var present = await context.Consignments.FindAsync([.. unasked], ct);
            var batch = new PostalBatch
            {
                Consignments =
                [
                    .. present.Values.Where(each => each.Operator == @operator && !ConsignmentMoves.IsFinal(each.State) && !(each.PollAt <= now))
                        .Select(each => each with { PollAt = now, PollsQuiet = 0 }),
                ],
                Records = [.. unproven.Select(told => Record(@operator, call, told, now)).DistinctBy(record => record.Key)],
            };
            if (unproven.Any(told => !told.Item.IsReadable))
            {
                var (task, told) = context.Alerts.Raise(PostalSentences.AnswerUnreadable(@operator, "webhook", context.Options), $"{@operator}/webhook/{context.Today.UtcTicks}", null, now);
                batch = batch with { Tasks = [task], Events = [told] };
            }

            return batch is { Consignments.Count: 0, Records.Count: 0 } || await context.Consignments.CommitAsync(batch, ct) ? batch : null;
        }
    }

    private static PostalRecord Record(string @operator, MyVnPostCall call, PushedItem told, DateTimeOffset now) => new(
        told.Number, $"{@operator}/webhook-unproven", Convert.ToHexStringLower(SHA256.HashData([.. call.Signature, .. told.Raw])), PostalRecordKind.Tracking,
        OutsideText.Clean(told.Item.Status, MaxCode) ?? "", null, MoveVerdict.Unplaced, call.SentAt ?? now, now, null, "chưa xác minh / unproven", told.Raw);

    private static string NumberOf(MyVnPostItem item) => OutsideText.Clean(item.SaleOrderCode, MaxCode) ?? WireText.Unknown;

    private sealed record PushedItem(string Number, MyVnPostItem Item, byte[] Raw);
}
