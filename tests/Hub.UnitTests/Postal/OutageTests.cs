using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal;

public sealed class OutageTests
{
    private readonly PostScene _scene = new();

    private static (PostalReply<Booked> Reply, bool IsTaken) Silent => (new PostalReply<Booked>.Down("timeout", MayHaveEffect: true), false);

    private Delivery AskOne(int i, string wish = ",\"operator\":\"vnpost\"") => _scene.AskPickup($"e-{i}", wish, $"000.00.01.H40-261121-{i:0000}");

    private async Task AwayAsync()
    {
        _scene.VnPost.Away = "away";
        _scene.VnPost.Bookings.Enqueue(Silent);
        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(1)));
    }

    [Fact]
    public async Task An_operator_that_is_known_to_be_away_is_not_waited_for_again()
    {
        await AwayAsync();

        var defer = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(2)));

        Assert.Equal(1, _scene.VnPost.Asked);
        Assert.False(defer.Doubtful);
        Assert.True(defer.Until > _scene.Clock.Now);
    }

    [Fact]
    public async Task While_it_is_away_the_next_of_the_rule_carries_what_was_not_begun()
    {
        await AwayAsync();

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(2, "")));

        Assert.Equal((1, 1), (_scene.VnPost.Asked, _scene.Swift.Orders.Count));
    }

    [Fact]
    public async Task What_is_in_doubt_at_it_goes_to_nobody_else_and_waits()
    {
        _scene.VnPost.Away = "away";
        _scene.VnPost.Bookings.Enqueue(Silent);
        var delivery = AskOne(1, "");
        await _scene.HandleAsync(delivery);
        _scene.VnPost.LookUps.Enqueue(new PostalReply<Booked>.Down("never asked", MayHaveEffect: false));

        Assert.True(Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery)).Doubtful);

        Assert.Single(_scene.VnPost.LookUps);
        Assert.Equal(0, _scene.Swift.Asked);
    }

    [Fact]
    public async Task A_doubtful_booking_is_repeated_only_once_its_operator_may_be_asked()
    {
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { LooksUp = false };
        _scene.VnPost.Away = "away";
        _scene.VnPost.Bookings.Enqueue(Silent);
        var delivery = AskOne(1, "");
        var until = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery)).Until;

        Assert.True(Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(delivery)).Doubtful);
        Assert.Equal(1, _scene.VnPost.Asked);

        _scene.Clock.MoveTo(until);
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(delivery));
        Assert.Equal((2, 0), (_scene.VnPost.Asked, _scene.Swift.Asked));
    }

    [Fact]
    public async Task After_a_while_one_tries_it_and_the_others_wait_for_what_comes_of_it()
    {
        await AwayAsync();
        _scene.Clock.MoveTo(Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(2))).Until);
        Outcome? meanwhile = null;
        _scene.VnPost.WhileBooking = () => meanwhile ??= _scene.HandleAsync(AskOne(3)).GetAwaiter().GetResult();

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(2)));

        Assert.True(Assert.IsType<Outcome.Defer>(meanwhile).Until <= _scene.Clock.Now + TimeSpan.FromSeconds(20));
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(3)));
    }

    [Fact]
    public async Task An_absent_operator_is_tried_less_often_until_it_answers()
    {
        await AwayAsync();
        var pauses = new List<double>();
        for (var i = 2; i <= 9; i++)
        {
            var until = Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(99))).Until;
            pauses.Add((until - _scene.Clock.Now).TotalSeconds);
            _scene.Clock.MoveTo(until);
            _scene.VnPost.Bookings.Enqueue(Silent);
            await _scene.HandleAsync(AskOne(i));
        }

        Assert.Equal([5, 10, 20, 40, 80, 120, 120, 120], pauses);

        _scene.VnPost.Away = null;
        _scene.Clock.Advance(TimeSpan.FromMinutes(2));
        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(99)));
        _scene.VnPost.Away = "away";
        _scene.Clock.Advance(TimeSpan.FromMinutes(1));
        _scene.VnPost.Bookings.Enqueue(Silent);
        Assert.Equal(_scene.Clock.Now + TimeSpan.FromSeconds(5), Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(10))).Until);
    }

    [Fact]
    public async Task One_that_answers_its_probe_and_no_order_is_as_good_as_away()
    {
        for (var i = 1; i <= 4; i++)
        {
            _scene.VnPost.Bookings.Enqueue(Silent);
            Assert.IsType<Outcome.Retry>(await _scene.HandleAsync(AskOne(i)));
        }

        _scene.VnPost.Bookings.Enqueue(Silent);
        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(5)));

        Assert.IsType<Outcome.Defer>(await _scene.HandleAsync(AskOne(6)));
        Assert.Equal(5, _scene.VnPost.Asked);
    }

    [Fact]
    public async Task An_order_that_it_answered_between_shows_that_it_is_there()
    {
        for (var i = 1; i <= 8; i++)
        {
            if (i == 5)
            {
                Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(50)));
            }

            _scene.VnPost.Bookings.Enqueue(Silent);
            Assert.IsType<Outcome.Retry>(await _scene.HandleAsync(AskOne(i)));
        }
    }

    [Fact]
    public async Task A_clock_that_was_put_back_keeps_nobody_from_asking_it()
    {
        await AwayAsync();
        _scene.VnPost.Away = null;
        _scene.Clock.MoveTo(_scene.Clock.Now.AddHours(-1));

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(2)));
    }

    [Fact]
    public async Task An_operator_that_is_away_is_not_asked_for_its_price()
    {
        var scene = new PostScene(options => options with { Rules = [new PostalRule { Operators = ["vnpost", "swift"], Cheapest = true }] });
        scene.VnPost.Abilities = scene.VnPost.Abilities with { Quotes = true };
        scene.VnPost.Away = "away";
        scene.VnPost.Quotes.Enqueue(new PostalReply<long>.Down("timeout", MayHaveEffect: false));
        Assert.IsType<Outcome.Done>(await scene.HandleAsync(scene.AskPickup("e-1", dossier: "D-1")));
        scene.VnPost.Quotes.Enqueue(new PostalReply<long>.Down("never asked", MayHaveEffect: false));

        Assert.IsType<Outcome.Done>(await scene.HandleAsync(scene.AskPickup("e-2", dossier: "D-2")));

        Assert.Single(scene.VnPost.Quotes);
        Assert.Equal((0, 2), (scene.VnPost.Asked, scene.Swift.Orders.Count));
    }

    [Fact]
    public async Task One_order_that_it_never_answers_keeps_no_other_back()
    {
        _scene.VnPost.Abilities = _scene.VnPost.Abilities with { LooksUp = false };
        var bad = AskOne(1);
        for (var i = 1; i <= 8; i++)
        {
            _scene.VnPost.Bookings.Enqueue(Silent);
            Assert.IsType<Outcome.Retry>(await _scene.HandleAsync(bad));
        }

        Assert.IsType<Outcome.Done>(await _scene.HandleAsync(AskOne(2)));
    }

    [Fact]
    public async Task A_lone_operator_is_the_lanes_and_is_always_asked()
    {
        var lone = new PostScene(options => options with { Operators = options.Operators.Where(each => each.Key == "vnpost").ToDictionary(), Rules = [] });
        lone.VnPost.Away = "away";
        for (var i = 1; i <= 7; i++)
        {
            lone.VnPost.Bookings.Enqueue(Silent);
            Assert.IsType<Outcome.Retry>(await lone.HandleAsync(lone.AskPickup($"e-{i}", "", $"000.00.01.H40-261121-{i:0000}")));
        }

        Assert.Equal(7, lone.VnPost.Asked);
    }
}
