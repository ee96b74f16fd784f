using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>A against the sandbox: whatever fails, one order number has one booking.</summary>
public sealed class NgspTwinTests
{
    private const string LookUpPath = "apiVNPostNGSP/p1.0/order/get";

    [Theory]
    [InlineData("701")]
    [InlineData("703")]
    public async Task A_booking_whose_answer_was_lost_is_found_by_look_up_and_is_there_once(string magic)
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Ngsp, options => Speaking.LookingUp(options, LookUpPath));
        var order = Speaking.Order(Mail.Magic(magic));

        var first = await dialect.BookAsync(order, default);
        var found = await dialect.LookUpAsync(order.Number, default);

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(first).MayHaveEffect);
        Assert.NotNull(Assert.IsType<PostalReply<Booked>.Ok>(found).Value.Waybill);
        Assert.Equal(1, (int)(await twin.NumberAsync(order.Number))["bookings"]!);
    }

    [Fact]
    public async Task A_booking_that_timed_out_is_registered_already_when_it_is_repeated()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(
            twin, PostalDialectNames.Ngsp, options => options with { Timeouts = new PostalTimeouts { Write = TimeSpan.FromMilliseconds(500) } }, TimeProvider.System);
        var order = Speaking.Order(Mail.Magic("702"));

        var first = await dialect.BookAsync(order, default);
        var second = await dialect.BookAsync(order, default);

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(first).MayHaveEffect);
        Assert.IsType<PostalReply<Booked>.AlreadyThere>(second);
        Assert.Equal(1, (int)(await twin.NumberAsync(order.Number))["bookings"]!);
    }

    [Theory]
    [InlineData("704")]
    [InlineData("706")]
    [InlineData("708")]
    public async Task Where_nothing_was_booked_the_look_up_says_so_and_a_repeat_books_once(string magic)
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Ngsp, options => Speaking.LookingUp(options, LookUpPath));
        var order = Speaking.Order(Mail.Magic(magic));

        Assert.IsType<PostalReply<Booked>.Down>(await dialect.BookAsync(order, default));
        Assert.IsType<PostalReply<Booked>.NotFound>(await dialect.LookUpAsync(order.Number, default));
        Assert.IsType<PostalReply<Booked>.Ok>(await dialect.BookAsync(order, default));

        Assert.Equal(1, (int)(await twin.NumberAsync(order.Number))["bookings"]!);
    }

    [Fact]
    public async Task A_token_that_the_operator_forgot_is_renewed_within_the_call()
    {
        await using var twin = await PostServer.StartAsync();
        var order = Speaking.Order(Mail.Magic("713"));

        Assert.IsType<PostalReply<Booked>.Ok>(await Speaking.Of(twin, PostalDialectNames.Ngsp).BookAsync(order, default));
        Assert.Equal(1, (int)(await twin.NumberAsync(order.Number))["bookings"]!);
    }

    [Fact]
    public async Task Too_many_calls_are_answered_with_the_time_to_wait()
    {
        await using var twin = await PostServer.StartAsync();

        var busy = Assert.IsType<PostalReply<Booked>.Busy>(await Speaking.Of(twin, PostalDialectNames.Ngsp).BookAsync(Speaking.Order(Mail.Magic("707")), default));

        Assert.Equal(TimeSpan.FromSeconds(2), busy.After);
    }

    [Theory]
    [InlineData("709", PostalReasonCodes.Refused)]
    [InlineData("710", PostalReasonCodes.AreaNotServed)]
    public async Task A_refusal_is_told_apart_from_an_address_that_is_not_served(string magic, string code)
    {
        await using var twin = await PostServer.StartAsync();

        var refused = Assert.IsType<PostalReply<Booked>.Refused>(await Speaking.Of(twin, PostalDialectNames.Ngsp).BookAsync(Speaking.Order(Mail.Magic(magic)), default));

        Assert.Equal(code, refused.Code);
    }

    [Fact]
    public async Task A_feed_page_told_again_has_the_same_keys()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Ngsp);
        await dialect.BookAsync(Speaking.Order(), default);
        await twin.ControlAsync($"/post/orders/{Mail.Number}/advance", new() { ["to"] = "delivered" });

        var page = Assert.IsType<PostalReply<FeedPage>.Ok>(await dialect.ReadFeedAsync(null, default)).Value;
        var again = Assert.IsType<PostalReply<FeedPage>.Ok>(await dialect.ReadFeedAsync(null, default)).Value;
        var rest = Assert.IsType<PostalReply<FeedPage>.Ok>(await dialect.ReadFeedAsync(page.Cursor, default)).Value;

        Assert.Equal(
            [ConsignmentState.Booked, ConsignmentState.PickupAssigned, ConsignmentState.PickedUp, ConsignmentState.InTransit, ConsignmentState.OutForDelivery, ConsignmentState.Delivered],
            page.Events.Select(tracked => tracked.State!.Value));
        Assert.Equal(page.Events.Select(tracked => (tracked.Source, tracked.Key)), again.Events.Select(tracked => (tracked.Source, tracked.Key)));
        Assert.Empty(rest.Events);
        Assert.Equal(page.Cursor, rest.Cursor);
    }

    [Fact]
    public async Task Cancelling_works_until_the_postman_has_it_and_not_for_a_stranger()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.Ngsp);
        var (early, late) = (Speaking.Order("000.00.01.H40-261121-1111-P1"), Speaking.Order("000.00.01.H40-261121-1112-P1"));
        await dialect.BookAsync(early, default);
        await dialect.BookAsync(late, default);
        await twin.ControlAsync($"/post/orders/{late.Number}/advance", new() { ["to"] = "picked_up" });

        Assert.IsType<PostalReply<Accepted>.Ok>(await dialect.CancelAsync(Speaking.Consignment(early), default));
        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<PostalReply<Accepted>.Refused>(await dialect.CancelAsync(Speaking.Consignment(late), default)).Code);
        Assert.IsType<PostalReply<Accepted>.NotFound>(await dialect.CancelAsync(Speaking.Consignment(Speaking.Order("nobody-s")), default));
    }

    [Fact]
    public async Task A_probe_needs_the_token_too()
    {
        await using var twin = await PostServer.StartAsync();

        Assert.Null(await Speaking.Of(twin, PostalDialectNames.Ngsp).ProbeAsync(default));
        Assert.NotNull(await Speaking.Of(twin, PostalDialectNames.Ngsp, options => options with { Secret = "wrong" }).ProbeAsync(default));
    }
}
