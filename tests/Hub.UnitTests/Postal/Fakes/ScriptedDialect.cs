using Hub.Postal.Consignments;
using Hub.Postal.Dialects;

namespace Hub.UnitTests.Postal.Fakes;

/// <summary>An operator that keeps a book of its orders and answers as the test tells it to.</summary>
internal sealed class ScriptedDialect(string @operator) : IPostalDialect, IRangeSource
{
    public string Operator => @operator;

    public PostalAbilities Abilities { get; set; } = new(LooksUp: true, RefusesRepeats: true, NeedsWaybill: false, HasFeed: true, Quotes: false, Redirects: true);

    /// <summary>Orders that the operator really has, by number; more than one booking of a number would show here.</summary>
    public List<BookingOrder> Orders { get; } = [];

    public List<string> Cancelled { get; } = [];

    public List<BookingOrder> Redirected { get; } = [];

    /// <summary>Answers of the next bookings, each with whether the order is taken all the same; when empty it takes the order.</summary>
    public Queue<(PostalReply<Booked> Reply, bool IsTaken)> Bookings { get; } = new();

    public Queue<PostalReply<Booked>> LookUps { get; } = new();

    public PostalReply<Accepted> Change { get; set; } = new PostalReply<Accepted>.Ok(new Accepted(null));

    /// <summary>What it decided on changes, in the order in which it is asked; by which case.</summary>
    public Queue<PostalReply<Accepted>> Decisions { get; } = new();

    public List<string> Cases { get; } = [];

    public long? Price { get; set; }

    /// <summary>Answers of the next questions for a price; when empty it tells <see cref="Price"/>.</summary>
    public Queue<PostalReply<long>> Quotes { get; } = new();

    public string? Away { get; set; }

    public int Asked { get; private set; }

    /// <summary>Ranges that the operator really allotted.</summary>
    public List<AllottedRange> Allotted { get; } = [];

    public List<string> Unreadable { get; } = [];

    /// <summary>Answers of the next lists; when empty it lists what it allotted.</summary>
    public Queue<PostalReply<AllottedRanges>> Lists { get; } = new();

    /// <summary>Answers of the next fetches, each with whether a range is allotted all the same; when empty it allots one.</summary>
    public Queue<(PostalReply<WaybillRange> Reply, bool IsAllotted)> Fetches { get; } = new();

    public Action? WhileFetching { get; set; }

    public Action? WhileBooking { get; set; }

    public IPostalTables? Tables => null;

    public Task<PostalReply<Booked>> BookAsync(BookingOrder order, CancellationToken ct)
    {
        Asked++;
        WhileBooking?.Invoke();
        if (Bookings.TryDequeue(out var scripted))
        {
            if (scripted.IsTaken)
            {
                Orders.Add(order);
            }

            return Task.FromResult(scripted.Reply);
        }

        if (Abilities.RefusesRepeats && Orders.Exists(known => known.Number == order.Number))
        {
            return Task.FromResult<PostalReply<Booked>>(new PostalReply<Booked>.AlreadyThere("101"));
        }

        Orders.Add(order);
        return Task.FromResult<PostalReply<Booked>>(new PostalReply<Booked>.Ok(new Booked(order.Waybill, $"ref-{order.Number}", 25_000)));
    }

    public Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct) => Task.FromResult(
        LookUps.TryDequeue(out var scripted) ? scripted
        : Orders.Find(order => order.Number == number) is { } known ? new PostalReply<Booked>.Ok(new Booked(known.Waybill, $"ref-{number}", 25_000))
        : new PostalReply<Booked>.NotFound("404"));

    public Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct)
    {
        Cancelled.Add(consignment.Number);
        return Task.FromResult(Change);
    }

    public Task<PostalReply<Accepted>> RedirectAsync(Consignment consignment, BookingOrder order, CancellationToken ct)
    {
        Redirected.Add(order);
        return Task.FromResult(Change);
    }

    public Task<PostalReply<Accepted>> DecisionAsync(Consignment consignment, string caseId, CancellationToken ct)
    {
        Cases.Add(caseId);
        return Task.FromResult(Decisions.Dequeue());
    }

    public Task<PostalReply<long>> QuoteAsync(BookingOrder order, CancellationToken ct) =>
        Task.FromResult(Quotes.TryDequeue(out var scripted) ? scripted : Price is { } price ? new PostalReply<long>.Ok(price) : new PostalReply<long>.Unable());

    public Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct) => Task.FromResult<PostalReply<FeedPage>>(new PostalReply<FeedPage>.Unable());

    public Task<PostalReply<IReadOnlyList<TrackingEvent>>> AskAsync(string number, CancellationToken ct) =>
        Task.FromResult<PostalReply<IReadOnlyList<TrackingEvent>>>(new PostalReply<IReadOnlyList<TrackingEvent>>.Unable());

    public Task<PostalReply<WaybillRange>> FetchRangeAsync(int quantity, CancellationToken ct)
    {
        var first = Allotted.Select(each => each.Range.Last + 1).DefaultIfEmpty(1000).Max();
        var range = new WaybillRange(@operator, $"R{Allotted.Count + 1}", "CN", "VN", 8, HasCheckDigit: true, first, first + quantity - 1, first, default);
        var isScripted = Fetches.TryDequeue(out var scripted);
        if (!isScripted || scripted.IsAllotted)
        {
            Allotted.Add(new AllottedRange(range, 0));
        }

        WhileFetching?.Invoke();
        return Task.FromResult(isScripted ? scripted.Reply : new PostalReply<WaybillRange>.Ok(range));
    }

    public Task<PostalReply<AllottedRanges>> ListRangesAsync(CancellationToken ct) =>
        Task.FromResult(Lists.TryDequeue(out var scripted) ? scripted : new PostalReply<AllottedRanges>.Ok(new AllottedRanges([.. Allotted], [.. Unreadable])));

    public Task<string?> ProbeAsync(CancellationToken ct) => Task.FromResult(Away);
}
