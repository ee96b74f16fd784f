using Hub.Postal.Consignments;
using Hub.Postal.Dialects;

namespace Hub.UnitTests.Postal.Fakes;

/// <summary>An operator that only tells, by feed or when it is asked, what the test has it say.</summary>
internal sealed class TellingDialect(bool hasFeed) : IPostalDialect
{
    public string Operator => "vnpost";

    public PostalAbilities Abilities => new(LooksUp: true, RefusesRepeats: true, NeedsWaybill: false, hasFeed, Quotes: false, Redirects: false);

    public IPostalTables? Tables => null;

    public Func<string, PostalReply<IReadOnlyList<TrackingEvent>>> Ask { get; set; } = _ => new PostalReply<IReadOnlyList<TrackingEvent>>.Ok([]);

    public Func<string?, PostalReply<FeedPage>> Read { get; set; } = cursor => new PostalReply<FeedPage>.Ok(new FeedPage([], cursor, HasMore: false));

    public string? Away { get; set; }

    public List<string> Asked { get; } = [];

    public List<string?> Reads { get; } = [];

    public Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct) => throw new NotSupportedException();

    public Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct) => throw new NotSupportedException();

    public Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct) => throw new NotSupportedException();

    public Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct) => throw new NotSupportedException();

    public Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct) => throw new NotSupportedException();

    public Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct)
    {
        Reads.Add(cursor);
        return Task.FromResult(Read(cursor));
    }

    public Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct)
    {
        Asked.Add(number);
        return Task.FromResult(Ask(number));
    }

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult(Away);
}
