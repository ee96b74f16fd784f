using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class StrandOrderContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task Envelopes_of_one_key_come_strictly_in_order_of_acceptance()
    {
        EnvelopeId[] ids = [await PutAsync("k"), await PutAsync("k"), await PutAsync("k")];

        foreach (var id in ids)
        {
            var delivery = await ClaimOneAsync();
            Assert.Equal(id, delivery.Envelope.Id);
            await SettleAsync(delivery, Done);
        }

        Assert.Empty(await ClaimAsync());
    }

    [Fact]
    public async Task While_one_of_a_key_is_in_delivery_the_next_waits_and_other_keys_flow()
    {
        await PutAsync("k");
        await PutAsync("k");
        await ClaimOneAsync();
        var other = await PutAsync("other");

        Assert.Equal(other, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_retried_head_keeps_its_place()
    {
        var first = await PutAsync("k");
        await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.FromMinutes(5)));

        Assert.Empty(await ClaimAsync());
        Clock.Advance(TimeSpan.FromMinutes(5));
        Assert.Equal(first, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task The_next_of_a_key_is_due_as_soon_as_its_predecessor_is_done()
    {
        await PutAsync("k");
        var second = await PutAsync("k");
        var delivery = await ClaimOneAsync();
        var rung = Fixture.Signals.Of(Lane).RungAfterAsync(Fixture.Signals.Of(Lane).Rings);
        Clock.Advance(TimeSpan.FromSeconds(3));

        await SettleAsync(delivery, Done);

        Assert.True(rung.IsCompleted);
        Assert.Equal(Now, (await FindAsync(second)).DueAt);
        Assert.Equal(second, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task A_dead_letter_holds_the_later_ones_of_its_key_and_of_no_other()
    {
        await PutDeadAsync("k");
        var held = await PutAsync("k");
        var other = await PutAsync("other");

        Assert.Equal(other, (await ClaimOneAsync()).Envelope.Id);
        Assert.Null((await FindAsync(held)).DueAt);
        Assert.Null(await Outbox.NextDueAsync(Lane, Ct));
        Clock.Advance(TimeSpan.FromDays(30));
        Assert.Empty(await ClaimAsync());
        await ReopenAsync();
        Assert.Equal(other, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task Only_the_head_has_a_due_time()
    {
        var head = await PutAsync("k");
        var second = await PutAsync("k");

        Assert.Equal(Now, (await FindAsync(head)).DueAt);
        Assert.Null((await FindAsync(second)).DueAt);
    }

    [Fact]
    public async Task A_key_that_ran_empty_starts_anew()
    {
        await PutAsync("k");
        await SettleAsync(await ClaimOneAsync(), Done);
        var next = await PutAsync("k");

        Assert.Equal(next, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task What_is_accepted_while_the_head_is_in_delivery_comes_next()
    {
        await PutAsync("k");
        var delivery = await ClaimOneAsync();
        var second = await PutAsync("k");
        await SettleAsync(delivery, Done);

        Assert.Equal(second, (await ClaimOneAsync()).Envelope.Id);
    }

    [Fact]
    public async Task Depth_follows_every_move()
    {
        async Task<long> WaitingAsync() => (await Port<ILaneBoard>().DepthAsync(Lane, Ct)).Waiting;
        await PutAsync("k");
        await PutAsync("k");
        Assert.Equal(2, await WaitingAsync());
        await SettleAsync(await ClaimOneAsync(), Again(TimeSpan.Zero));
        Assert.Equal(2, await WaitingAsync());
        await SettleAsync(await ClaimOneAsync(), Done);
        Assert.Equal(1, await WaitingAsync());
        await SettleAsync(await ClaimOneAsync(), Done);
        Assert.Equal(0, await WaitingAsync());
    }
}
