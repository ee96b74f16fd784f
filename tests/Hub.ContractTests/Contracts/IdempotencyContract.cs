using Hub.Core.Intake;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class IdempotencyContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly byte[] Digest = [1, 2, 3];

    private long _token;

    private IIdempotency Answers => Port<IIdempotency>();

    [Fact]
    public async Task The_first_takes_the_key_and_the_next_must_wait()
    {
        Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync());
        Assert.IsType<IdempotencyClaim.InProgress>(await TakeAsync());
    }

    [Fact]
    public async Task A_finished_answer_is_replayed_whole_and_after_a_restart()
    {
        await TakeAsync();
        await Answers.CompleteAsync("caller", "key", _token, 202, "application/json", Json("""{"ok":true}"""), Ct);
        await KillAsync();

        var replay = Assert.IsType<IdempotencyClaim.Replay>(await TakeAsync());

        Assert.Equal((202, "application/json", """{"ok":true}"""), (replay.Status, replay.ContentType, Text(replay.Body)));
    }

    [Fact]
    public async Task An_answer_without_a_body_is_replayed_too()
    {
        await TakeAsync();
        await Answers.CompleteAsync("caller", "key", _token, 204, null, default, Ct);

        var replay = Assert.IsType<IdempotencyClaim.Replay>(await TakeAsync());

        Assert.Equal((204, null, 0), (replay.Status, replay.ContentType, replay.Body.Length));
    }

    [Fact]
    public async Task The_same_key_with_another_body_is_told_so_whether_answered_or_not()
    {
        await TakeAsync();
        Assert.IsType<IdempotencyClaim.OtherBody>(await TakeAsync(digest: [9]));
        await Answers.CompleteAsync("caller", "key", _token, 200, null, default, Ct);
        Assert.IsType<IdempotencyClaim.OtherBody>(await TakeAsync(digest: [9]));
    }

    [Fact]
    public async Task Callers_do_not_share_keys()
    {
        await TakeAsync();

        Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync(caller: "other", digest: [9]));
    }

    [Fact]
    public async Task A_claim_never_completed_is_taken_over_when_stale_and_counts_anew()
    {
        await TakeAsync();
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.IsType<IdempotencyClaim.InProgress>(await TakeAsync(staleAfter: TimeSpan.FromMinutes(5)));
        Clock.Advance(TimeSpan.FromSeconds(1));

        Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync(staleAfter: TimeSpan.FromMinutes(5)));
        Assert.IsType<IdempotencyClaim.InProgress>(await TakeAsync(staleAfter: TimeSpan.FromMinutes(5)));
    }

    [Fact]
    public async Task An_answer_does_not_grow_stale()
    {
        await TakeAsync();
        await Answers.CompleteAsync("caller", "key", _token, 200, null, default, Ct);
        Clock.Advance(TimeSpan.FromDays(6));

        Assert.IsType<IdempotencyClaim.Replay>(await TakeAsync());
    }

    [Fact]
    public async Task A_claim_given_back_can_be_taken_again_but_an_answer_cannot_be_given_back()
    {
        await TakeAsync();
        await Answers.ReleaseAsync("caller", "key", _token, Ct);
        Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync(digest: [9]));
        await Answers.CompleteAsync("caller", "key", _token, 200, null, default, Ct);

        await Answers.ReleaseAsync("caller", "key", _token, Ct);

        Assert.IsType<IdempotencyClaim.Replay>(await TakeAsync(digest: [9]));
    }

    [Fact]
    public async Task Of_many_at_once_one_takes_the_key()
    {
        Assert.IsType<IdempotencyClaim.Taken>(await TakeAsync(caller: "other"));

        var claims = await Task.WhenAll(Enumerable.Range(0, 64).Select(_ => Task.Run(() => TakeAsync())));

        Assert.Single(claims, claim => claim is IdempotencyClaim.Taken);
    }

    [Fact]
    public async Task A_claim_that_was_taken_over_neither_answers_nor_gives_back()
    {
        await TakeAsync();
        var lost = _token;
        Clock.Advance(TimeSpan.FromMinutes(6));
        await TakeAsync();

        await Answers.CompleteAsync("caller", "key", lost, 200, null, default, Ct);
        await Answers.ReleaseAsync("caller", "key", lost, Ct);

        Assert.IsType<IdempotencyClaim.InProgress>(await TakeAsync());
    }

    private async Task<IdempotencyClaim> TakeAsync(string caller = "caller", byte[]? digest = null, TimeSpan? staleAfter = null)
    {
        var claim = await Answers.ClaimAsync(caller, "key", digest ?? Digest, Now, Now - (staleAfter ?? TimeSpan.FromMinutes(5)), Ct);
        _token = claim is IdempotencyClaim.Taken taken ? taken.Token : _token;
        return claim;
    }
}
