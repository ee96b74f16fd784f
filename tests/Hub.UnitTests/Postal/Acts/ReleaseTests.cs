using Hub.Postal.Acts;
using Hub.Postal.Consignments;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal.Acts;

public sealed class ReleaseTests
{
    private readonly ActScene _scene = new();

    [Fact]
    public async Task A_job_given_back_can_be_taken_by_a_colleague()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, ago: TimeSpan.FromHours(2)));

        var answer = await _scene.DoneAsync(ActScene.An, Release(ago: TimeSpan.FromHours(1)));
        var free = _scene.Get();
        await _scene.DoneAsync(ActScene.Binh, _scene.Act(ActKind.Claim, "b-1"));

        Assert.Equal(("release", "repeated", "pickup-assigned", 0), (answer.Act, answer.Verdict, answer.State, answer.Findings.Count));
        Assert.Equal((null, null, "100000"), (free.ClaimedBy, free.ClaimedAt, free.Office));
        Assert.Equal(("key-binh", PickupAssigned), (_scene.Get().ClaimedBy, _scene.Get().State));
        var record = Assert.Single(_scene.Post.Consignments.Records, record => record.Code == "release");
        Assert.Equal((_scene.Now.AddHours(-1), _scene.Now), (record.At, record.ReceivedAt));
    }

    [Fact]
    public async Task A_repeated_release_is_answered_the_same_and_has_no_further_effect()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim));
        var first = await _scene.DoneAsync(ActScene.An, Release());
        await _scene.DoneAsync(ActScene.Binh, _scene.Act(ActKind.Claim, "b-1"));

        var again = (ActResult<ActAnswer>.Done)await _scene.DoAsync(ActScene.An, Release());

        Assert.True(again.IsRepeat);
        Assert.Equal((first.State, first.ReceivedAt), (again.Answer.State, again.Answer.ReceivedAt));
        Assert.Equal("key-binh", _scene.Get().ClaimedBy);
        Assert.IsType<ActResult<ActAnswer>.Differs>(await _scene.DoAsync(ActScene.An, Release() with { Note = "khác" }));
    }

    [Fact]
    public async Task A_release_that_is_told_after_the_job_was_taken_anew_is_late()
    {
        _scene.Put();
        await _scene.DoneAsync(ActScene.An, _scene.Act(ActKind.Claim, ago: TimeSpan.FromHours(1)));

        var answer = await _scene.DoneAsync(ActScene.An, Release(ago: TimeSpan.FromHours(2)));

        Assert.Equal(("late", "told-late", "key-an"), (answer.Verdict, Assert.Single(answer.Findings).Code, _scene.Get().ClaimedBy));
        Assert.Equal(MoveVerdict.Late, _scene.Post.Consignments.Records[^1].Verdict);
    }

    [Fact]
    public async Task Another_s_job_is_given_back_only_by_who_names_him()
    {
        _scene.Put(change: c => c with { ClaimedBy = "key-an", ClaimedAt = _scene.Now.AddHours(-5), Office = "100000" });

        Assert.IsType<ActResult<ActAnswer>.Taken>(await _scene.DoAsync(ActScene.Binh, Release()));
        Assert.IsType<ActResult<ActAnswer>.Taken>(await _scene.DoAsync(ActScene.Binh, Release() with { Holder = "key-old", Note = "ốm" }));
        Assert.IsType<ActResult<ActAnswer>.NotFound>(await _scene.DoAsync(ActScene.Far, Release() with { Holder = "key-an", Note = "ốm" }));
        await _scene.DoneAsync(ActScene.Binh, Release() with { Holder = "key-an", Note = "Nghỉ ốm" });

        Assert.Null(_scene.Get().ClaimedBy);
    }

    [Fact]
    public async Task A_job_may_be_given_back_to_another_office()
    {
        _scene.Put(change: c => c with { ClaimedBy = "key-an", ClaimedAt = _scene.Now.AddHours(-5), Office = "100000" });

        await _scene.DoneAsync(ActScene.An, Release() with { Office = "200000" });

        Assert.IsType<ActResult<ActAnswer>.NotFound>(await _scene.DoAsync(ActScene.Binh, _scene.Act(ActKind.Claim, "b-1")));
        await _scene.DoneAsync(ActScene.Far, _scene.Act(ActKind.Claim, "f-1"));
    }

    [Theory]
    [InlineData(PickedUp)]
    [InlineData(InTransit)]
    [InlineData(OutForDelivery)]
    [InlineData(DeliveryFailed)]
    [InlineData(Delivered)]
    [InlineData(Cancelled)]
    [InlineData(Lost)]
    public async Task What_is_begun_or_over_is_not_given_back(ConsignmentState state)
    {
        _scene.Put(change: c => c with { State = state, ClaimedBy = "key-an" });

        var refused = Assert.IsType<ActResult<ActAnswer>.WrongState>(await _scene.DoAsync(ActScene.An, Release()));
        Assert.Equal("key-an", _scene.Get().ClaimedBy);
        Assert.Contains(ConsignmentMoves.IsOver(state) ? "is over" : "handed-over", refused.Text.En, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Booked)]
    [InlineData(PickupAssigned)]
    [InlineData(PickupFailed)]
    public async Task What_is_not_begun_is_given_back(ConsignmentState state)
    {
        _scene.Put(change: c => c with { State = state, ClaimedBy = "key-an" });

        await _scene.DoneAsync(ActScene.An, Release());

        Assert.Equal((state, null), (_scene.Get().State, _scene.Get().ClaimedBy));
    }

    [Fact]
    public async Task Papers_that_a_late_act_tells_of_hold_the_job_too()
    {
        _scene.Put(change: c => c with { State = PickupFailed, ClaimedBy = "key-an" });
        await _scene.DoneAsync(ActScene.An, _scene.Collected(ago: TimeSpan.FromDays(2)));

        Assert.Equal(PickupFailed, _scene.Get().State);
        Assert.IsType<ActResult<ActAnswer>.WrongState>(await _scene.DoAsync(ActScene.An, Release()));
    }

    [Fact]
    public async Task Papers_that_an_earlier_pickup_fetched_do_not_hold_the_next()
    {
        _scene.Put(change: c => c with { State = PickupFailed });
        await _scene.DoneAsync(ActScene.An, _scene.Collected(ago: TimeSpan.FromDays(2)));
        var next = _scene.Put(sequence: 2, change: c => c with { ClaimedBy = "key-an" });

        Assert.IsType<ActResult<ActAnswer>.Done>(await _scene.DoAsync(ActScene.An, Release(), next.Number));
    }

    [Fact]
    public async Task What_nobody_has_taken_is_not_given_back()
    {
        _scene.Put();

        Assert.IsType<ActResult<ActAnswer>.WrongState>(await _scene.DoAsync(ActScene.An, Release()));
        Assert.Empty(_scene.Post.Consignments.Records);
    }

    [Fact]
    public async Task A_job_given_back_is_no_news_of_a_silent_parcel()
    {
        _scene.Put(change: c => c with { ClaimedBy = "key-an", StateAt = _scene.Now, WatchAt = _scene.Now.AddDays(3) });
        _scene.Post.Clock.Advance(TimeSpan.FromDays(3));
        await _scene.Post.WatchStep.RunOnceAsync(CancellationToken.None);
        var watched = _scene.Get().WatchAt;
        _scene.Post.Clock.Advance(TimeSpan.FromHours(1));

        await _scene.DoneAsync(ActScene.An, Release());

        Assert.Equal(["parcel-silent"], _scene.OpenTasks);
        Assert.Equal(watched, _scene.Get().WatchAt);
        Assert.Null(_scene.Get().ClaimedBy);
    }

    private PostalAct Release(TimeSpan? ago = null) => _scene.Act(ActKind.Release, "r-1", ago);
}
