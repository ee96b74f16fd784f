using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Hub.Transports.ServiceBus;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ClientRetryTests
{
    private const string Queue = BusServer.Queue;

    [Fact]
    public async Task A_failing_service_is_asked_again_at_the_pace_of_the_vendors_SDK()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync("""{"kind":"5xx","status":500,"times":3}""");

        await client.Api.SendAsync(Queue, Client.Text("x", "m"), default);

        Assert.Equal(3, client.Clock.Waits.Count);
        Assert.All([1.6, 3.2, 6.4], (seconds, i) => Assert.InRange(client.Clock.Waits[i].TotalSeconds, seconds, seconds + 0.064));
        Assert.Single(await bus.MessagesAsync());
    }

    [Fact]
    public async Task After_three_repeats_the_caller_is_told()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync("""{"kind":"5xx","status":500}""");

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x", "m"), default));

        Assert.Equal((ServiceBusReason.Unreachable, true, true), (fault.Reason, fault.IsTransient, fault.IsDoubtful));
        Assert.Equal(4, await bus.EffectAsync("service-bus.calls"));
    }

    [Theory]
    [InlineData("""{"kind":"429","retryAfterSeconds":7,"times":1}""", 7, 7)]
    [InlineData("""{"kind":"throttled","retryAfterSeconds":9,"times":1}""", 9, 9)]
    [InlineData("""{"kind":"throttled","times":1}""", 2, 2)]
    [InlineData("""{"kind":"429","retryAfterSeconds":0,"times":1}""", 2, 2)]
    [InlineData("""{"kind":"429","retryAfterSeconds":1,"times":1}""", 1.6, 1.664)]
    public async Task A_busy_service_is_left_alone_for_as_long_as_it_says(string fault, double least, double most)
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync(fault);

        await client.Api.SendAsync(Queue, Client.Text("x"), default);

        Assert.InRange(Assert.Single(client.Clock.Waits).TotalSeconds, least, most);
        Assert.Single(await bus.MessagesAsync());
    }

    [Theory]
    [InlineData(429, false)]
    [InlineData(503, true)]
    public async Task A_busy_service_is_known_by_its_status_alone(int status, bool isDoubtful)
    {
        await using var server = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        });
        using var client = Client.Of(server.Root);

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x", "m"), default));

        Assert.Equal((ServiceBusReason.Busy, true, isDoubtful), (fault.Reason, fault.IsTransient, fault.IsDoubtful));
        Assert.Equal(4, server.Calls);
    }

    [Fact]
    public async Task A_service_that_wants_to_be_left_alone_for_long_is_not_waited_for()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync("""{"kind":"maintenance","seconds":600}""");

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x", "m"), default));

        Assert.Equal((ServiceBusReason.Busy, TimeSpan.FromSeconds(600)), (fault.Reason, fault.RetryAfter));
        Assert.Empty(client.Clock.Waits);
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("torn")]
    [InlineData("html")]
    [InlineData("applied-no-answer")]
    public async Task A_message_without_an_id_is_not_sent_twice_when_nobody_knows_what_became_of_it(string kind)
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync($$"""{"kind":"{{kind}}","times":1}""");

        var alone = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x"), default));
        await bus.ClearFaultsAsync();
        await bus.FaultAsync($$"""{"kind":"{{kind}}","times":1}""");
        var batch = await client.Api.SendBatchAsync(Queue, [Client.Text("x", "1"), Client.Text("x")], default);

        Assert.True(alone.IsDoubtful);
        Assert.True(batch.Fault!.IsDoubtful);
        Assert.Empty(client.Clock.Waits);
        Assert.Equal(2, await bus.EffectAsync("service-bus.calls"));
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("torn")]
    [InlineData("html")]
    [InlineData("applied-no-answer")]
    public async Task A_message_with_an_id_is_sent_again_and_has_one_effect(string kind)
    {
        await using var bus = await BusServer.StartAsync(new() { Name = Queue, DuplicateWindow = TimeSpan.FromMinutes(10) });
        using var client = Client.Of(bus);
        await bus.FaultAsync($$"""{"kind":"{{kind}}","times":1}""");

        await client.Api.SendAsync(Queue, Client.Text("x", "m"), default);
        var batch = await client.Api.SendBatchAsync(Queue, [Client.Text("y", "1"), Client.Text("z", "2")], default);

        Assert.Equal(new SentBatch(2, null), batch);
        Assert.Equal(["x", "y", "z"], (await bus.MessagesAsync()).Select(message => (string)message["body"]!));
        Assert.Equal(kind == "applied-no-answer" ? 1 : 0, await bus.EffectAsync("service-bus.duplicate-dropped"));
    }

    [Fact]
    public async Task A_try_that_takes_too_long_is_given_up()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync("""{"kind":"latency","latencyMs":600000,"times":1}""");

        var sending = client.Api.SendAsync(Queue, Client.Text("x", "m"), default);
        for (var watch = Stopwatch.StartNew(); bus.Clock.Timers < 2 && watch.Elapsed < TimeSpan.FromSeconds(30);)
        {
            await Task.Yield();
        }

        bus.Clock.Advance(TimeSpan.FromSeconds(60));
        await sending;

        Assert.Single(client.Clock.Waits);
        Assert.Single(await bus.MessagesAsync());
    }

    [Fact]
    public async Task Nobody_there_is_unreachable_and_certain_not_to_have_taken_anything()
    {
        using var port = new TcpListener(IPAddress.Loopback, 0);
        port.Start();
        var address = new Uri($"http://127.0.0.1:{((IPEndPoint)port.LocalEndpoint).Port}/");
        port.Stop();
        using var client = Client.Of(address);

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x"), default));

        Assert.Equal((ServiceBusReason.Unreachable, true, false), (fault.Reason, fault.IsTransient, fault.IsDoubtful));
        Assert.Equal(3, client.Clock.Waits.Count);
    }

    [Fact]
    public async Task A_caller_that_stops_is_not_told_of_a_fault()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        using var stop = new CancellationTokenSource();
        var receiving = client.Api.ReceiveAsync(Queue, TimeSpan.FromSeconds(60), stop.Token);
        await bus.WaitForPollsAsync(1);

        await stop.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => receiving);
    }

    [Fact]
    public async Task An_answer_that_is_a_page_or_too_long_is_no_answer()
    {
        await using var page = await RawServer.StartAsync(context =>
        {
            context.Response.ContentType = "text/html";
            return context.Response.WriteAsync("<p>Sign in</p>");
        });
        await using var flood = await RawServer.StartAsync(async context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["BrokerProperties"] = "{}";
            for (var i = 0; i < 100; i++)
            {
                await context.Response.Body.WriteAsync(new byte[64 * 1024]);
            }
        });
        using var toPage = Client.Of(page.Root);
        using var toFlood = Client.Of(flood.Root);
        var message = new ReceivedMessage
        {
            Message = Client.Text("x"),
            Entity = Queue,
            Location = new Uri(page.Root, $"{Queue}/messages/1/{Guid.Empty}"),
            SequenceNumber = 1,
            DeliveryCount = 1,
            EnqueuedAt = null,
            LockedUntil = default,
            LockFor = default,
        };

        var completed = await Assert.ThrowsAsync<ServiceBusException>(() => toPage.Api.CompleteAsync(message, default));
        var received = await Assert.ThrowsAsync<ServiceBusException>(() => toFlood.Api.ReceiveAsync(Queue, TimeSpan.Zero, default));

        Assert.Equal((ServiceBusReason.Unreachable, ServiceBusReason.Unreachable), (completed.Reason, received.Reason));
    }
}
