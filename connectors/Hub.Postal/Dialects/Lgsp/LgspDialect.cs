using Hub.Postal.Consignments;
using Hub.Postal.Dialects.Ngsp;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Lgsp;

/// <summary>N-GSP behind a province's LGSP: the order brings its waybill from a range allotted to the centre.</summary>
internal sealed class LgspDialect(string @operator, NgspCalls calls, ILgspApi api, string customer, TimeProvider clock) : IPostalDialect, IRangeSource
{
    private const int FlagConfig = 2;
    private const int MostNumbers = 10_000;

    public string Operator => @operator;

    public PostalAbilities Abilities { get; } = new(calls.LooksUp, RefusesRepeats: true, NeedsWaybill: true, calls.HasFeed, Quotes: false, Redirects: false);

    public IPostalTables? Tables => calls.Tables;

    public Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct) => string.IsNullOrEmpty(order.Waybill)
        ? Task.FromResult<PostalReply<Booked>>(new PostalReply<Booked>.Refused(PostalReasonCodes.RequestInvalid, "ItemCode"))
        : calls.BookAsync(order, written => written with { ItemCode = order.Waybill, FlagConfig = FlagConfig }, ct);

    public Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct) => calls.LookUpAsync(number, ct);

    public Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct) => calls.CancelAsync(consignment, ct);

    public Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct) => Unable<Accepted>();

    public Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct) => Unable<long>();

    public Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct) => calls.ReadFeedAsync(cursor, ct);

    // The feed tells all that there is.
    public Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct) => Unable<IReadOnlyList<TrackingEvent>>();

    public Task<string?> ProbeAsync(CancellationToken ct) => calls.ProbeAsync(ct);

    public async Task<PostalReply<WaybillRange>> FetchRangeAsync(int quantity, CancellationToken ct)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quantity, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quantity, MostNumbers);
        var reply = (await api.AllotAsync(new LgspRangeRequest(customer, quantity), ct)).Reply(clock);
        return reply.ToPostal(isWrite: true, answer => Read<WaybillRange>(answer, isWrite: true, done => done.Range is { } told && Range(told) is { } range
            ? new PostalReply<WaybillRange>.Ok(range)
            : new PostalReply<WaybillRange>.Down("a range that cannot be understood", MayHaveEffect: true)), NoPersons);
    }

    public async Task<PostalReply<AllottedRanges>> ListRangesAsync(CancellationToken ct)
    {
        var reply = (await api.RangesAsync(customer, ct)).Reply(clock);
        return reply.ToPostal(
            isWrite: false, answer => Read<AllottedRanges>(answer, isWrite: false, done => new PostalReply<AllottedRanges>.Ok(LgspMapper.Ranges(done.Ranges ?? [], @operator, clock.GetUtcNow()))),
            NoPersons);
    }

    private WaybillRange? Range(LgspRange told) => LgspMapper.Range(told, @operator, clock.GetUtcNow());

    private static PostalReply<T> Read<T>(LgspRangeAnswer answer, bool isWrite, Func<LgspRangeAnswer, PostalReply<T>> done) =>
        NgspReplies.Read(new NgspAnswer { Status = answer.Status, Message = answer.Message }, isWrite, _ => done(answer), NoPersons);

    private static string NoPersons(string text) => PostalMask.Apply(text, [], []);

    private static Task<PostalReply<T>> Unable<T>() => Task.FromResult<PostalReply<T>>(new PostalReply<T>.Unable());
}

/// <param name="handlers">Makes what an operator's calls leave by; null for the network.</param>
public sealed class LgspDialectFactory(TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers = null) : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.Lgsp;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options)
    {
        var speech = NgspSpeech.Lgsp(options);
        var client = new NgspClient(options, speech, clock, handlers);
        var calls = new NgspCalls(client.Create<INgspApi>(NgspJson.Wire), new NgspMapper(@operator, options), options.CustomerCode, speech, clock);
        return new LgspDialect(@operator, calls, client.Create<ILgspApi>(LgspJson.Wire), options.CustomerCode, clock);
    }
}
