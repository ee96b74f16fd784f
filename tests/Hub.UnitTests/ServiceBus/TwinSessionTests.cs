using Azure.Messaging.ServiceBus;
using Hub.Sandbox.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinSessionTests
{
    private static readonly ServiceBusQueueOptions Sessions = new() { Name = BusServer.Queue, RequiresSession = true };

    [Fact]
    public async Task A_session_s_messages_go_to_the_one_that_has_it_locked_and_in_order()
    {
        await using var bus = await StartAsync("a", "b", "a");
        var client = bus.Client();

        await using var a = await client.AcceptSessionAsync(BusServer.Queue, "a");
        await using var next = await client.AcceptNextSessionAsync(BusServer.Queue);

        Assert.Equal(["0", "2"], await BodiesAsync(a, 2));
        Assert.Equal(("b", bus.Clock.Now + TimeSpan.FromMinutes(1)), (next.SessionId, next.SessionLockedUntil));
        Assert.Equal(["1"], await BodiesAsync(next, 1));
    }

    [Fact]
    public async Task A_session_of_another_cannot_be_locked_until_it_is_let_go()
    {
        await using var bus = await StartAsync("a");
        var first = await bus.Client().AcceptSessionAsync(BusServer.Queue, "a");
        await first.ReceiveMessageAsync(BusServer.Patience);

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => bus.Client().AcceptSessionAsync(BusServer.Queue, "a"));
        await first.CloseAsync();
        await using var second = await bus.Client(retries: 20).AcceptSessionAsync(BusServer.Queue, "a");
        var again = await second.ReceiveMessageAsync(BusServer.Patience);

        Assert.Equal((ServiceBusFailureReason.SessionCannotBeLocked, 2), (fault.Reason, again.DeliveryCount));
    }

    [Fact]
    public async Task A_lock_on_a_session_ends_with_all_that_was_locked_under_it()
    {
        await using var bus = await StartAsync("a");
        await using var late = await bus.Client().AcceptSessionAsync(BusServer.Queue, "a");
        var held = await late.ReceiveMessageAsync(BusServer.Patience);

        bus.Clock.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal((0, 1), (await bus.CountAsync("locked"), await bus.CountAsync("active")));
        Assert.Equal(ServiceBusFailureReason.SessionLockLost, (await Assert.ThrowsAsync<ServiceBusException>(() => late.CompleteMessageAsync(held))).Reason);
    }

    [Fact]
    public async Task A_renewed_session_lasts_and_keeps_its_note()
    {
        await using var bus = await StartAsync("a");
        await using (var session = await bus.Client().AcceptSessionAsync(BusServer.Queue, "a"))
        {
            await session.SetSessionStateAsync(new BinaryData("noted"));
            bus.Clock.Advance(TimeSpan.FromSeconds(40));
            await session.RenewSessionLockAsync();
            bus.Clock.Advance(TimeSpan.FromSeconds(40));
            Assert.Equal(["0"], await BodiesAsync(session, 1));
        }

        await using var next = await bus.Client(retries: 20).AcceptSessionAsync(BusServer.Queue, "a");

        Assert.Equal("noted", (await next.GetSessionStateAsync()).ToString());
        await next.SetSessionStateAsync(null);
        Assert.Null(await next.GetSessionStateAsync());
    }

    [Fact]
    public async Task Whoever_waits_for_the_next_session_gets_it_when_it_comes()
    {
        await using var bus = await StartAsync();

        var accepting = bus.Client().AcceptNextSessionAsync(BusServer.Queue);
        await SendAsync(bus, "later", "x");

        await using var session = await accepting;
        Assert.Equal("later", session.SessionId);
    }

    [Fact]
    public async Task What_does_not_fit_the_queue_s_kind_is_refused()
    {
        await using var bus = await BusServer.StartAsync(Sessions, new ServiceBusQueueOptions { Name = "plain" });
        var client = bus.Client();

        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x")));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.Patience));
        await Assert.ThrowsAsync<InvalidOperationException>(() => client.AcceptSessionAsync("plain", "a"));
    }

    private static async Task<BusServer> StartAsync(params string[] sessions)
    {
        var bus = await BusServer.StartAsync(Sessions);
        for (var i = 0; i < sessions.Length; i++)
        {
            await SendAsync(bus, sessions[i], $"{i}");
        }

        return bus;
    }

    private static Task SendAsync(BusServer bus, string session, string body) =>
        bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(new ServiceBusMessage(body) { SessionId = session });

    private static async Task<List<string>> BodiesAsync(ServiceBusReceiver receiver, int count)
    {
        var bodies = new List<string>();
        while (bodies.Count < count)
        {
            bodies.AddRange((await receiver.ReceiveMessagesAsync(count - bodies.Count, BusServer.Patience)).Select(message => message.Body.ToString()));
        }

        return bodies;
    }
}
