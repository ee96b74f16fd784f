using Hub.Postal.Consignments;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Microsoft.Extensions.Logging;

namespace Hub.Postal.Dialects.MyVnPost;

/// <summary>MyVNPost. It takes a second order under one number, so a booking in doubt is looked up before anything is sent again.</summary>
internal sealed class MyVnPostDialect(string @operator, IMyVnPostApi api, MyVnPostMapper mapper, TimeProvider clock, ILogger logger) : IPostalDialect
{
    private const string Nobody = "hub-probe";

    public string Operator => @operator;

    public PostalAbilities Abilities { get; } = new(LooksUp: true, RefusesRepeats: false, NeedsWaybill: false, HasFeed: false, Quotes: true, Redirects: true);

    public IPostalTables? Tables => mapper;

    public async Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct)
    {
        var (written, missing) = mapper.Order(order);
        if (written is null)
        {
            return new PostalReply<Booked>.Refused(PostalReasonCodes.RequestInvalid, missing!);
        }

        var reply = (await api.CreateAsync(written, ct)).Reply(clock);
        var booked = reply.ToPostal(
            isWrite: true,
            answer => MyVnPostReader.Record(answer.Root) is { } record && (record.ItemCode is { Length: > 0 } || record.OriginalId is { Length: > 0 })
                ? Ok(Booked(record))
                : new PostalReply<Booked>.Down("an answer without an order", MayHaveEffect: true),
            Mask);
        return booked is PostalReply<Booked>.Refused refused ? new PostalReply<Booked>.Refused(Code(refused.Text), refused.Text) : booked;

        string Mask(string text) => PostalMask.Apply(text, order);
    }

    public async Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct)
    {
        var found = await FindAsync(number, ct);
        return found switch
        {
            PostalReply<MyVnPostRecord>.Ok ok => Ok(Booked(ok.Value)),
            _ => Otherwise<MyVnPostRecord, Booked>(found),
        };
    }

    public async Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct) =>
        await WithOriginalAsync(consignment, async originalId => Taken((await api.CancelAsync(new MyVnPostCancel(originalId), ct)).Reply(clock), consignment, originalId), ct);

    /// <summary>Only the receiver's side can be changed; at a pickup that is the agency.</summary>
    public async Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct)
    {
        if (order.Direction is PostalDirection.Pickup)
        {
            return new PostalReply<Accepted>.Unable();
        }

        return await WithOriginalAsync(
            consignment,
            async originalId =>
            {
                var (correction, missing) = mapper.Correction(order, originalId, consignment.Waybill);
                return correction is null
                    ? new PostalReply<Accepted>.Refused(PostalReasonCodes.RequestInvalid, missing!)
                    : Taken((await api.CorrectAsync(correction, ct)).Reply(clock), consignment, originalId);
            },
            ct);
    }

    public async Task<PostalReply<Accepted>> DecisionAsync(Consignment consignment, string caseId, CancellationToken ct) => await WithOriginalAsync(
        consignment, async originalId => Taken((await api.DecisionAsync(originalId, caseId, ct)).Reply(clock), consignment, originalId, caseId), ct);

    public async Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct)
    {
        if (mapper.Question(order) is not { } question)
        {
            return new PostalReply<long>.Refused(PostalReasonCodes.RequestInvalid, "communeCode");
        }

        var reply = (await api.ChargeAsync(question, ct)).Reply(clock);
        return reply.ToPostal<WireJson, long>(
            isWrite: false,
            answer => MyVnPostReader.Prices(answer.Root) is not { } prices ? new PostalReply<long>.Down("a quote without prices", MayHaveEffect: false)
                : MyVnPostMapper.Dong(prices.FirstOrDefault(price => price.ServiceCode == question.Data.ServiceCode)?.TotalFee) is { } fee ? new PostalReply<long>.Ok(fee)
                : new PostalReply<long>.NotFound(question.Data.ServiceCode),
            text => PostalMask.Apply(text, order));
    }

    public Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct) => Task.FromResult<PostalReply<FeedPage>>(new PostalReply<FeedPage>.Unable());

    public async Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct)
    {
        var reply = (await api.HistoryAsync(number, ct)).Reply(clock);
        return reply.ToPostal<WireJson, IReadOnlyList<TrackingEvent>>(
            isWrite: false,
            answer => MyVnPostReader.History(answer.Root) is not { } history ? new PostalReply<IReadOnlyList<TrackingEvent>>.Down("a history without data", MayHaveEffect: false)
                : !history.IsThere ? new PostalReply<IReadOnlyList<TrackingEvent>>.NotFound(number)
                : new PostalReply<IReadOnlyList<TrackingEvent>>.Ok(mapper.EventsOf(number, history.Lines, clock.GetUtcNow())),
            text => PostalMask.Apply(text, [], [number]));
    }

    public async Task<string?> ProbeAsync(CancellationToken ct) => (await FindAsync(Nobody, ct)).Fault();

    // Several orders of one number are what a lost answer and a hasty repeat leave: the first that still lives counts, and is said so.
    private async Task<PostalReply<MyVnPostRecord>> FindAsync(string number, CancellationToken ct)
    {
        var reply = (await api.GetAsync(number, ct)).Reply(clock);
        return reply.ToPostal(isWrite: false, Read, text => PostalMask.Apply(text, [], [number]));

        PostalReply<MyVnPostRecord> Read(WireJson answer)
        {
            if (MyVnPostReader.Records(answer.Root) is not { } records)
            {
                return new PostalReply<MyVnPostRecord>.Down("a look-up without results", MayHaveEffect: false);
            }

            var ours = records.Where(record => record.SaleOrderCode == number).OrderBy(record => WireTime.Parse(record.CreatedDate) ?? DateTimeOffset.MaxValue).ToList();
            var living = ours.Where(record => !mapper.IsCancelled(record)).ToList();
            if (living.Count > 1)
            {
                logger.BookedTwice(@operator, number, living.Count);
            }

            return (living.Count > 0 ? living : ours) is [var found, ..] ? new PostalReply<MyVnPostRecord>.Ok(found) : new PostalReply<MyVnPostRecord>.NotFound(number);
        }
    }

    // The operator's own id is what it cancels and corrects by; an order that a tracking event proved has none with us yet.
    private async Task<PostalReply<Accepted>> WithOriginalAsync(Consignment consignment, Func<string, Task<PostalReply<Accepted>>> act, CancellationToken ct)
    {
        if (consignment.Reference is { Length: > 0 } known)
        {
            return await act(known);
        }

        var found = await FindAsync(consignment.Number, ct);
        return found is PostalReply<MyVnPostRecord>.Ok { Value.OriginalId: { Length: > 0 } originalId } ? await act(originalId)
            : found is PostalReply<MyVnPostRecord>.Ok ? new PostalReply<Accepted>.Down("a look-up without originalID", MayHaveEffect: false)
            : Otherwise<MyVnPostRecord, Accepted>(found);
    }

    /// <param name="caseId">What was asked for; null for the answer to a change itself.</param>
    private static PostalReply<Accepted> Taken(WireReply<WireJson> reply, Consignment consignment, string originalId, string? caseId = null)
    {
        return reply.ToPostal<WireJson, Accepted>(
            isWrite: caseId is null,
            answer => MyVnPostReader.Taken(answer.Root, originalId, caseId) switch
            {
                { Type: MyVnPostCodes.Taken } taken => new PostalReply<Accepted>.Ok(new Accepted(Mask(taken.Message ?? ""))),
                { Type: MyVnPostCodes.Waiting } waiting => new PostalReply<Accepted>.Waiting(caseId ?? waiting.CaseId ?? "", Mask(waiting.Message ?? "")),
                { } refused => new PostalReply<Accepted>.Refused(PostalReasonCodes.TooLate, Mask($"{refused.Type}: {refused.Message}")),
                null => new PostalReply<Accepted>.Down("an answer without type", MayHaveEffect: caseId is null),
            },
            Mask);

        string Mask(string text) => PostalMask.Apply(
            text, [consignment.Sender.Name, consignment.Sender.Phone, consignment.Receiver.Name, consignment.Receiver.Phone], [consignment.Number, consignment.Waybill]);
    }

    private static Booked Booked(MyVnPostRecord record) => new(
        record.ItemCode is { Length: > 0 } waybill ? waybill : null, record.OriginalId is { Length: > 0 } id ? id : null, MyVnPostMapper.Dong(record.TotalFee));

    private static string Code(string text) =>
        MyVnPostCodes.Refusals.Where(refusal => text.Contains(refusal.Words, StringComparison.OrdinalIgnoreCase)).Select(refusal => refusal.Code).FirstOrDefault(PostalReasonCodes.Refused);

    private static PostalReply<TOut> Otherwise<T, TOut>(PostalReply<T> reply) => reply switch
    {
        PostalReply<T>.NotFound none => new PostalReply<TOut>.NotFound(none.Text),
        PostalReply<T>.Refused refused => new PostalReply<TOut>.Refused(refused.Code, refused.Text),
        PostalReply<T>.Busy busy => new PostalReply<TOut>.Busy(busy.Text, busy.After),
        PostalReply<T>.Down down => new PostalReply<TOut>.Down(down.Text, down.MayHaveEffect) { Unread = down.Unread },
        PostalReply<T>.LoginRefused login => new PostalReply<TOut>.LoginRefused(login.Text),
        _ => throw new InvalidOperationException($"Reply {reply.GetType().Name} needs no translation."),
    };

    private static PostalReply<Booked> Ok(Booked booked) => new PostalReply<Booked>.Ok(booked);
}

/// <param name="handlers">Makes what an operator's calls leave by; null for the network.</param>
public sealed class MyVnPostDialectFactory(
    TimeProvider clock, ILogger<MyVnPostDialectFactory> logger, Func<PostalOperatorOptions, HttpMessageHandler>? handlers = null) : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.MyVnPost;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => new MyVnPostDialect(
        @operator, MyVnPostClient.Create(options, clock, handlers), new MyVnPostMapper(@operator, options), clock, logger);
}
