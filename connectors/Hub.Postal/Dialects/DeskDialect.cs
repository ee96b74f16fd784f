using Hub.Postal.Consignments;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects;

/// <summary>
/// An operator without an interface: what is booked is a job that its staff find in the hub, and what becomes of it they tell through the hub.
/// The hub's own store is the operator's book, so every repeat is safe and there is nobody to ask.
/// </summary>
public sealed class DeskDialect(string @operator, bool usesRanges) : IPostalDialect
{
    public string Operator => @operator;

    public PostalAbilities Abilities { get; } = new(LooksUp: false, RefusesRepeats: true, NeedsWaybill: usesRanges, HasFeed: false, Quotes: false, Redirects: true);

    public IPostalTables? Tables => null;

    public Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct) => Ok(new Booked(order.Waybill, null, null));

    public Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct) => Unable<Booked>();

    public Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct) => Ok(new Accepted(null));

    public Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct) => Ok(new Accepted(null));

    public Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct) => Unable<long>();

    public Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct) => Unable<FeedPage>();

    public Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct) => Unable<IReadOnlyList<TrackingEvent>>();

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult<string?>(null);

    private static Task<PostalReply<T>> Ok<T>(T value) => Task.FromResult<PostalReply<T>>(new PostalReply<T>.Ok(value));

    private static Task<PostalReply<T>> Unable<T>() => Task.FromResult<PostalReply<T>>(new PostalReply<T>.Unable());
}

public sealed class DeskDialectFactory : IPostalDialectFactory
{
    public string Dialect => PostalDialectNames.Desk;

    public IPostalDialect Create(string @operator, PostalOperatorOptions options) => new DeskDialect(@operator, options.UsesRanges);
}
