using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal;

/// <summary>What counts as an answer about a booking in doubt, and what does not.</summary>
public sealed class DoubtTests
{
    private static readonly PostalAbilities Blind = new(LooksUp: false, RefusesRepeats: false, NeedsWaybill: false, HasFeed: true, Quotes: false, Redirects: false);
    private readonly PostScene _scene = new();

    private static (PostalReply<Booked> Reply, bool IsTaken) Silent => (new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false);

    /// <summary>An order that was left without an answer, and the person who can find out was asked.</summary>
    private async Task<Delivery> DoubtfulAsync()
    {
        _scene.VnPost.Abilities = Blind;
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue(Silent);
        await _scene.HandleAsync(delivery);
        await _scene.HandleAsync(delivery);
        return delivery;
    }

    private void Answer(string result, string number = PostScene.Pickup) =>
        _scene.Tasks.End(new(PostalTaskKinds.BookingDoubtful, number, _scene.Clock.Now, "k-1", result));

    [Fact]
    public async Task An_answer_about_a_former_try_says_nothing_of_this_one()
    {
        var delivery = await DoubtfulAsync();
        Answer("not-booked");
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        _scene.VnPost.Bookings.Enqueue(Silent);
        await _scene.HandleAsync(delivery);

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));

        Assert.Equal(2, _scene.VnPost.Asked);
        Assert.Single(_scene.Tasks.Open, task => task.Kind == PostalTaskKinds.BookingDoubtful);
    }

    [Fact]
    public async Task A_persons_answer_counts_only_for_the_consignment_it_is_about()
    {
        var delivery = await DoubtfulAsync();
        var asked = _scene.Tasks.All[0];
        _scene.Tasks.Add(asked with { Id = Guid.NewGuid(), Subject = PostScene.Dossier + "-D1" });
        Answer("booked", PostScene.Dossier + "-D1");

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));
    }

    [Theory]
    [InlineData("Booked ", true)]
    [InlineData("NOT-BOOKED", false)]
    public async Task An_answer_is_read_however_it_is_typed(string result, bool isBooked)
    {
        var delivery = await DoubtfulAsync();
        Answer(result);

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal(isBooked ? 1 : 2, _scene.VnPost.Asked);
    }

    [Fact]
    public async Task Words_that_are_no_answer_leave_it_in_doubt_and_ask_again()
    {
        var delivery = await DoubtfulAsync();
        Answer("đã gọi, họ sẽ báo lại");

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery));

        Assert.Equal(1, _scene.VnPost.Asked);
        Assert.Single(_scene.Tasks.Open, task => task.Kind == PostalTaskKinds.BookingDoubtful);
    }

    [Fact]
    public async Task What_was_looked_for_in_vain_is_sent_again_with_the_waybill_that_it_had()
    {
        _scene.VnPost.Abilities = new(LooksUp: true, RefusesRepeats: false, NeedsWaybill: true, HasFeed: true, Quotes: false, Redirects: false);
        _scene.AddRange(20261121, 20261199);
        var delivery = _scene.AskPickup();
        _scene.VnPost.Bookings.Enqueue(Silent);
        await _scene.HandleAsync(delivery);
        _scene.Clock.Advance(TimeSpan.FromMinutes(3));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));

        Assert.Equal("CN202611218VN", Assert.Single(_scene.VnPost.Orders).Waybill);
    }

    [Fact]
    public async Task A_booking_that_the_store_would_not_write_down_stays_in_doubt()
    {
        _scene.VnPost.WhileBooking = () => _scene.Consignments.Refuse = 100;
        var delivery = _scene.AskPickup();

        Assert.True(Assert.IsType<Outcome.Retry>(await _scene.HandleAsync(delivery)).Doubtful);

        _scene.VnPost.WhileBooking = null;
        _scene.Consignments.Refuse = 0;
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
        Assert.Single(_scene.VnPost.Orders);
    }
}
