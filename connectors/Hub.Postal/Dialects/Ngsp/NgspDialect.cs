using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>VNPost N-GSP "HCC". A repeat of an order number is refused as registered already, so a booking in doubt may be repeated.</summary>
internal sealed class NgspDialect(string @operator, NgspCalls calls) : IPostalDialect
{
    public string Operator => @operator;

    public PostalAbilities Abilities { get; } = new(calls.LooksUp, RefusesRepeats: true, NeedsWaybill: false, calls.HasFeed, Quotes: false, Redirects: false);

    public IPostalTables? Tables => calls.Tables;

    public Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct) => calls.BookAsync(order, static written => written, ct);

    public Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct) => calls.LookUpAsync(number, ct);

    public Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct) => calls.CancelAsync(consignment, ct);

    public Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct) => Unable<Accepted>();

    public Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct) => Unable<long>();

    public Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct) => calls.ReadFeedAsync(cursor, ct);

    // The feed tells all that there is.
    public Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct) => Unable<IReadOnlyList<TrackingEvent>>();

    public Task<string?> ProbeAsync(CancellationToken ct) => calls.ProbeAsync(ct);

    private static Task<PostalReply<T>> Unable<T>() => Task.FromResult<PostalReply<T>>(new PostalReply<T>.Unable());
}

/// <param name="handlers">Makes what an operator's calls leave by; null for the network.</param>
public sealed class NgspDialectFactory(TimeProvider clock, Func<PostalOperatorOptions, HttpMessageHandler>? handlers = null) : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.Ngsp;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options)
    {
        var speech = NgspSpeech.Ngsp(options);
        var api = new NgspClient(options, speech, clock, handlers).Create<INgspApi>(NgspJson.Wire);
        return new NgspDialect(@operator, new NgspCalls(api, new NgspMapper(@operator, options), options.CustomerCode, speech, clock));
    }
}
