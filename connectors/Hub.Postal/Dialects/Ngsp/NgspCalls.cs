using Hub.Postal.Consignments;
using Hub.Postal.Dialects.Wire;
using Hub.Postal.Settings;

namespace Hub.Postal.Dialects.Ngsp;

/// <summary>What A and B have in common: calls and how their answers are read.</summary>
internal sealed class NgspCalls(INgspApi api, NgspMapper mapper, string customer, NgspSpeech speech, TimeProvider clock)
{
    private const int PageSize = 1000;
    private const string FirstCursor = "000000000000000000000000";
    private const string LastCursor = "ffffffffffffffffffffffff";

    public bool LooksUp => speech.Has(NgspSpeech.LookUp);

    public IPostalTables Tables => mapper;

    public bool HasFeed => speech.Has(NgspSpeech.Tracking);

    /// <param name="finish">What a dialect adds to the order.</param>
    public async Task<PostalReply<Booked>> BookAsync(BookingOrder order, Func<NgspOrder, NgspOrder> finish, CancellationToken ct)
    {
        var (written, missing) = mapper.Order(order);
        if (written is null)
        {
            return new PostalReply<Booked>.Refused(PostalReasonCodes.RequestInvalid, missing!);
        }

        var reply = (await api.OrderAsync(finish(written), ct)).Reply(clock);
        return reply.ToPostal(isWrite: true, answer => NgspReplies.Read(answer, isWrite: true, _ => Ok(new Booked(order.Waybill, null, null)), Mask), Mask);

        string Mask(string text) => PostalMask.Apply(text, order);
    }

    public async Task<PostalReply<Booked>> LookUpAsync(string number, CancellationToken ct)
    {
        if (!LooksUp)
        {
            return new PostalReply<Booked>.Unable();
        }

        var reply = (await api.LookUpAsync(customer, number, ct)).Reply(clock);
        return reply.ToPostal(isWrite: false, answer => NgspReplies.Read(answer, isWrite: false, Found, Mask), Mask);

        string Mask(string text) => PostalMask.Apply(text, [], [number]);

        PostalReply<Booked> Found(NgspAnswer answer) => answer.Order is { } order && order.OrderNumber == number
            ? Ok(new Booked(order.ItemCode is { Length: > 0 } waybill ? waybill : null, null, null))
            : new PostalReply<Booked>.Down("a look-up that shows another order", MayHaveEffect: false);
    }

    public async Task<PostalReply<Accepted>> CancelAsync(Consignment consignment, CancellationToken ct)
    {
        if (!speech.Has(NgspSpeech.Cancel))
        {
            return new PostalReply<Accepted>.Unable();
        }

        var reply = (await api.CancelAsync(customer, consignment.Number, ct)).Reply(clock);
        return reply.ToPostal(isWrite: true, answer => NgspReplies.Read(answer, isWrite: true, done => Ok(new Accepted(Mask(done.Message ?? ""))), Mask), Mask);

        string Mask(string text) => PostalMask.Apply(
            text, [consignment.Sender.Name, consignment.Sender.Phone, consignment.Receiver.Name, consignment.Receiver.Phone], [consignment.Number, consignment.Waybill]);
    }

    public async Task<PostalReply<FeedPage>> ReadFeedAsync(string? cursor, CancellationToken ct)
    {
        if (!HasFeed)
        {
            return new PostalReply<FeedPage>.Unable();
        }

        var from = cursor ?? FirstCursor;
        var reply = (await api.TrackAsync(PageSize, from, ct)).Reply(clock);
        return reply.ToPostal(
            isWrite: false,
            page => page.Embedded?.Docs is null
                ? new PostalReply<FeedPage>.Down("a page without rh:doc", MayHaveEffect: false)
                : Ok(mapper.Page(page, from, PageSize, clock.GetUtcNow())),
            NoPersons);
    }

    /// <summary>An empty page behind every id: it proves network, token and service, and costs the operator nothing.</summary>
    public async Task<string?> ProbeAsync(CancellationToken ct)
    {
        if (!HasFeed)
        {
            return null;
        }

        var reply = (await api.TrackAsync(1, LastCursor, ct)).Reply(clock);
        return reply.ToPostal(isWrite: false, static _ => Ok(true), NoPersons).Fault();
    }

    private static string NoPersons(string text) => PostalMask.Apply(text, [], []);

    private static PostalReply<T> Ok<T>(T value) => new PostalReply<T>.Ok(value);
}
