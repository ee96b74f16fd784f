using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ClientReceiveTests
{
    private const string Queue = BusServer.Queue;

    [Fact]
    public async Task Nothing_there_is_null_also_among_dead_letters()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);

        Assert.Null(await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default));
        Assert.Null(await client.Api.ReceiveDeadLetterAsync(Queue, TimeSpan.Zero, default));
        Assert.Null(await client.Api.ReceiveAndDeleteAsync(Queue, TimeSpan.Zero, default));
    }

    [Fact]
    public async Task A_long_poll_brings_what_comes_and_outlasts_a_try_s_limit()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        var receiving = client.Api.ReceiveAsync(Queue, TimeSpan.FromSeconds(120), default);
        await bus.WaitForPollsAsync(1);

        bus.Clock.Advance(TimeSpan.FromSeconds(100));
        Assert.False(receiving.IsCompleted);
        await bus.PutAsync("x");

        Assert.Equal("x", Client.Body(await receiving));
    }

    [Theory]
    [InlineData("a b/c%25?d#e")]
    [InlineData("Hồ sơ số 1")]
    public async Task A_message_is_settled_where_the_service_says_whatever_its_id(string id)
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await client.Api.SendAsync(Queue, Client.Text("x", id), default);

        var message = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;
        await client.Api.RenewAsync(message, default);
        await client.Api.AbandonAsync(message, default);
        var again = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;
        await client.Api.CompleteAsync(again, default);

        Assert.Equal((id, 2), (again.MessageId, again.DeliveryCount));
        Assert.Empty(await bus.MessagesAsync());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3600)]
    [InlineData(-3600)]
    public async Task The_end_of_a_lock_is_told_on_this_machine_s_clock(int behind)
    {
        await using var bus = await BusServer.StartAsync(new() { Name = Queue, LockDuration = TimeSpan.FromSeconds(30) });
        using var client = Client.Of(bus, options => options with { TokenLife = TimeSpan.FromHours(5) }, behind: TimeSpan.FromSeconds(behind));
        await bus.PutAsync("x");

        var message = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;
        bus.Clock.Advance(TimeSpan.FromSeconds(20));
        var renewed = await client.Api.RenewAsync(message, default);

        Assert.Equal(TimeSpan.FromSeconds(30), message.LockFor);
        Assert.Equal(client.Clock.GetUtcNow() + TimeSpan.FromSeconds(10), message.LockedUntil);
        Assert.Equal(client.Clock.GetUtcNow() + TimeSpan.FromSeconds(30), renewed.LockedUntil);
    }

    [Fact]
    public async Task A_lock_that_is_gone_is_said_so_and_not_tried_again()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.PutAsync("x");
        var message = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;
        bus.Clock.Advance(TimeSpan.FromMinutes(1));

        foreach (var settle in new Func<Task>[] { () => client.Api.CompleteAsync(message, default), () => client.Api.AbandonAsync(message, default), () => client.Api.RenewAsync(message, default) })
        {
            Assert.Equal(ServiceBusReason.LockLost, (await Assert.ThrowsAsync<ServiceBusException>(settle)).Reason);
        }

        Assert.Empty(client.Clock.Waits);
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("torn")]
    [InlineData("throttled")]
    public async Task Settling_is_tried_again(string kind)
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.PutAsync("x");
        await bus.FaultAsync($$"""{"kind":"{{kind}}","operations":["receive"],"times":1}""");
        await bus.FaultAsync($$"""{"kind":"{{kind}}","operations":["complete"],"times":1}""");

        await client.Api.CompleteAsync((await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!, default);

        Assert.Equal(2, client.Clock.Waits.Count);
        Assert.Empty(await bus.MessagesAsync());
    }

    [Fact]
    public async Task A_lost_answer_to_receive_and_delete_is_not_asked_for_again()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.PutAsync("1");
        await bus.PutAsync("2");
        await bus.FaultAsync("""{"kind":"applied-no-answer","operations":["receive-delete"],"times":1}""");

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.ReceiveAndDeleteAsync(Queue, TimeSpan.Zero, default));
        var next = await client.Api.ReceiveAndDeleteAsync(Queue, TimeSpan.Zero, default);

        Assert.Equal((true, "2"), (fault.IsDoubtful, Client.Body(next)));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.Api.CompleteAsync(next!, default));
    }

    [Fact]
    public async Task A_dead_letter_is_read_with_its_reason_and_goes_back_under_a_new_id()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = Queue, MaxDeliveryCount = 1, DuplicateWindow = TimeSpan.FromMinutes(10) });
        using var client = Client.Of(bus);
        await client.Api.SendAsync(Queue, Client.Text("x", "m") with { Label = "L", Properties = new Dictionary<string, object> { ["mine"] = 1L } }, default);
        await client.Api.AbandonAsync((await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!, default);

        var dead = (await client.Api.ReceiveDeadLetterAsync(Queue, TimeSpan.Zero, default))!;
        var id = await client.Api.ResendAsync(Queue, dead, default);
        var again = (await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!;

        Assert.Equal("MaxDeliveryCountExceeded", dead.DeadLetterReason);
        Assert.NotEmpty(dead.DeadLetterDescription!);
        Assert.Equal((id, "x", "L", 1L, null), (again.MessageId, Client.Body(again), again.Message.Label, again.Message.Properties["mine"], again.DeadLetterReason));
        Assert.NotEqual("m", id);
        Assert.Single(again.Message.Properties);
        Assert.Empty(await bus.MessagesAsync(dead: true));
    }

    [Fact]
    public async Task A_dead_letter_sent_back_twice_after_a_crash_arrives_once()
    {
        await using var bus = await BusServer.StartAsync(new() { Name = Queue, MaxDeliveryCount = 1, DuplicateWindow = TimeSpan.FromMinutes(10) });
        using var client = Client.Of(bus, options => options with { MaxRetries = 0 });
        await client.Api.SendAsync(Queue, Client.Text("x", new string('m', 128)), default);
        await client.Api.AbandonAsync((await client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default))!, default);
        await bus.FaultAsync("""{"kind":"torn","operations":["complete"],"times":1}""");

        var dead = (await client.Api.ReceiveDeadLetterAsync(Queue, TimeSpan.Zero, default))!;
        await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.ResendAsync(Queue, dead, default));
        bus.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.Api.ResendAsync(Queue, (await client.Api.ReceiveDeadLetterAsync(Queue, TimeSpan.Zero, default))!, default);

        Assert.Single(await bus.MessagesAsync());
        Assert.Empty(await bus.MessagesAsync(dead: true));
    }
}
