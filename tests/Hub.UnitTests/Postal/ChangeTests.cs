using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Post;
using Hub.Postal;
using Hub.Postal.Dialects;
using Hub.UnitTests.Postal.Fakes;
using Xunit;
using static Hub.Core.Post.ConsignmentState;

namespace Hub.UnitTests.Postal;

public sealed class ChangeTests
{
    private const string Cancel = """{"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup","reason":"đến nộp trực tiếp"}""";
    private const string Redirect = """
        {"requestedAt":"2026-03-02T16:00:00+07:00","direction":"pickup",
         "citizen":{"name":"Trần Thị Demo","phone":"0900000002","address":{"line":"Số 9","communeCode":"18001","provinceCode":"42"}}}
        """;

    private readonly PostScene _scene = new();

    private Task<Outcome> CancelAsync() => _scene.HandleAsync(_scene.Ask(EventTypes.PostalCancelRequested, Cancel, "c-1"));

    private Task<Outcome> RedirectAsync() => _scene.HandleAsync(_scene.Ask(EventTypes.PostalRedirectRequested, Redirect, "r-1"));

    [Fact]
    public async Task Before_anything_is_booked_it_is_cancelled_here()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Requested, Operator = null, BookedAt = null });

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal((Cancelled, null), (_scene.Consignments.Get(PostScene.Pickup).State, _scene.Consignments.Get(PostScene.Pickup).WatchAt));
        Assert.Empty(_scene.VnPost.Cancelled);
        Assert.Equal(EventTypes.PostalStatusChanged, Assert.Single(_scene.Consignments.Events).Event.Type);
    }

    [Fact]
    public async Task What_is_booked_is_cancelled_at_the_operator_and_once()
    {
        _scene.Consignments.Put(_scene.Booked());

        Assert.IsType<Outcome.Done>(await CancelAsync());
        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal([PostScene.Pickup], _scene.VnPost.Cancelled);
    }

    [Fact]
    public async Task An_order_that_the_operator_does_not_have_is_cancelled()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.NotFound("404");

        await CancelAsync();

        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Theory]
    [InlineData(PickedUp)]
    [InlineData(Delivered)]
    [InlineData(Lost)]
    public async Task What_the_postman_has_is_not_cancelled(ConsignmentState state)
    {
        _scene.Consignments.Put(_scene.Booked() with { State = state });

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await CancelAsync()).Code);
        Assert.Empty(_scene.VnPost.Cancelled);
    }

    [Fact]
    public async Task An_operator_that_says_too_late_is_believed()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Change = new PostalReply<Accepted>.Refused("postal-too-late", "đã thu gom");

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await CancelAsync()).Code);
        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task A_booking_in_doubt_is_found_out_and_then_cancelled_at_the_operator()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = Requested, BookedAt = null, Booking = new BookingTry("vnpost", _scene.Clock.Now) });
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.Ok(new Booked(null, "a", null)));

        Assert.IsType<Outcome.Done>(await CancelAsync());

        Assert.Equal([PostScene.Pickup], _scene.VnPost.Cancelled);
        Assert.Equal(Cancelled, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task Nothing_to_cancel_is_told() =>
        Assert.Equal(PostalReasonCodes.ConsignmentUnknown, Assert.IsType<Outcome.Reject>(await CancelAsync()).Code);

    [Fact]
    public async Task A_redirection_changes_the_citizens_side_at_the_operator_and_here()
    {
        _scene.Consignments.Put(_scene.Booked());

        Assert.IsType<Outcome.Done>(await RedirectAsync());

        Assert.Equal(("Trần Thị Demo", "42"), (Assert.Single(_scene.VnPost.Redirected).Sender.Name, _scene.VnPost.Redirected[0].Sender.Province));
        Assert.Equal("Trần Thị Demo", _scene.Consignments.Get(PostScene.Pickup).Sender.Name);
        Assert.Equal(ConsignmentState.Booked, _scene.Consignments.Get(PostScene.Pickup).State);
    }

    [Fact]
    public async Task An_operator_that_cannot_redirect_leaves_it_as_it_is()
    {
        _scene.Consignments.Put(_scene.Booked());
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { Redirects = false };

        Assert.Equal(PostalReasonCodes.Unable, Assert.IsType<Outcome.Reject>(await RedirectAsync()).Code);
        Assert.Equal("Nguyễn Văn Demo", _scene.Consignments.Get(PostScene.Pickup).Sender.Name);
    }

    [Fact]
    public async Task A_pickup_that_was_picked_up_goes_nowhere_else()
    {
        _scene.Consignments.Put(_scene.Booked() with { State = PickedUp });

        Assert.Equal(PostalReasonCodes.TooLate, Assert.IsType<Outcome.Reject>(await RedirectAsync()).Code);
    }
}
