using System.Net;
using Azure.Messaging.ServiceBus;
using Hub.Sandbox.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinFaultTests
{
    [Theory]
    [InlineData("throttled", ServiceBusFailureReason.ServiceBusy)]
    [InlineData("5xx", ServiceBusFailureReason.GeneralError)]
    [InlineData("link-lost", null)]
    [InlineData("torn", ServiceBusFailureReason.ServiceCommunicationProblem)]
    [InlineData("maintenance", ServiceBusFailureReason.ServiceCommunicationProblem)]
    public async Task A_fault_is_told_as_the_service_tells_it_and_nothing_is_taken(string kind, ServiceBusFailureReason? reason)
    {
        await using var bus = await BusServer.StartAsync();
        var sender = bus.Client().CreateSender(BusServer.Queue);
        await sender.SendMessageAsync(BusServer.Text("before"));
        await bus.FaultAsync($$"""{"kind":"{{kind}}","operations":["send"]}""");

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => sender.SendMessageAsync(BusServer.Text("x")));
        await bus.ClearFaultsAsync();

        // What the client makes of a lost link depends on how far its call had come.
        Assert.Equal((reason ?? fault.Reason, true, 1), (fault.Reason, fault.IsTransient, await bus.CountAsync("active")));
    }

    [Fact]
    public async Task A_token_that_is_refused_on_the_way_is_told_as_such()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.FaultAsync("""{"kind":"session-loss","operations":["send"]}""");

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x")));
    }

    [Theory]
    [InlineData("torn")]
    [InlineData("link-lost")]
    public async Task The_client_goes_on_by_itself_after_a_loss(string kind)
    {
        await using var bus = await BusServer.StartAsync();
        var client = bus.Client(retries: 3);
        var (sender, receiver) = (client.CreateSender(BusServer.Queue), client.CreateReceiver(BusServer.Queue));
        await sender.SendMessageAsync(BusServer.Text("1"));
        await bus.FaultAsync($$"""{"kind":"{{kind}}","operations":["send","receive"],"times":2}""");

        await sender.SendMessageAsync(BusServer.Text("2"));
        var got = new List<string>();
        while (got.Count < 2)
        {
            got.AddRange((await receiver.ReceiveMessagesAsync(2, BusServer.Patience)).Select(message => message.Body.ToString()));
        }

        Assert.Equal(["1", "2"], got);
    }

    [Fact]
    public async Task What_was_done_before_the_connection_went_is_dropped_by_its_id()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = BusServer.Queue, DuplicateWindow = TimeSpan.FromMinutes(10) });
        await bus.FaultAsync("""{"kind":"applied-no-answer","operations":["send"],"times":1}""");

        await bus.Client(retries: 3).CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x", "m"));

        Assert.Equal((1, 1L), (await bus.CountAsync("active"), await bus.EffectAsync("duplicate-dropped")));
    }

    [Fact]
    public async Task A_message_whose_link_went_is_settled_by_the_management()
    {
        await using var bus = await BusServer.StartAsync();
        var client = bus.Client(retries: 3);
        await client.CreateSender(BusServer.Queue).SendMessagesAsync([BusServer.Text("1"), BusServer.Text("2")]);
        var receiver = client.CreateReceiver(BusServer.Queue);
        var first = await receiver.ReceiveMessageAsync(BusServer.Patience);
        await bus.FaultAsync("""{"kind":"link-lost","operations":["receive"],"times":1}""");
        await BusServer.UntilAsync(async () => await bus.EffectAsync("fault.link-lost") == 1 || await receiver.ReceiveMessageAsync(BusServer.Moment) is null);

        await receiver.CompleteMessageAsync(first);

        Assert.Equal(1, await bus.EffectAsync("completed"));
    }

    [Fact]
    public async Task A_slow_answer_comes_when_its_wait_is_over()
    {
        await using var bus = await BusServer.StartAsync();
        var sender = bus.Client().CreateSender(BusServer.Queue);
        await sender.SendMessageAsync(BusServer.Text("warm"));
        await bus.FaultAsync("""{"kind":"latency","latencyMs":3000,"operations":["send"]}""");

        var sending = sender.SendMessageAsync(BusServer.Text("x"));
        await BusServer.UntilAsync(async () => await bus.EffectAsync("fault.latency") == 1);
        Assert.Equal((false, 1), (sending.IsCompleted, await bus.CountAsync("active")));
        bus.Clock.Advance(TimeSpan.FromSeconds(3));

        await sending;
    }

    [Fact]
    public async Task A_queue_that_is_removed_ends_its_links_and_a_missing_one_is_named()
    {
        await using var bus = await BusServer.StartAsync();
        var client = bus.Client(retries: 1);
        var sender = client.CreateSender(BusServer.Queue);
        await sender.SendMessageAsync(BusServer.Text("x"));
        var receiving = client.CreateReceiver(BusServer.Queue);
        await receiving.ReceiveMessageAsync(BusServer.Patience);

        Assert.Equal(HttpStatusCode.OK, await bus.ControlAsync(HttpMethod.Delete, "service-bus/queues/" + BusServer.Queue));

        foreach (var call in new Func<Task>[] { () => sender.SendMessageAsync(BusServer.Text("y")), ReceiveAsync })
        {
            var fault = await Assert.ThrowsAsync<ServiceBusException>(call);
            Assert.Equal(ServiceBusFailureReason.MessagingEntityNotFound, fault.Reason);
            Assert.Contains(BusServer.Queue, fault.Message, StringComparison.Ordinal);
        }

        // A receiver whose link ends while it waits has only received nothing.
        async Task ReceiveAsync()
        {
            while (true)
            {
                await receiving.ReceiveMessageAsync(BusServer.Moment);
            }
        }
    }

    [Fact]
    public async Task A_reset_forgets_messages_faults_and_queues()
    {
        await using var bus = await BusServer.StartAsync();
        await bus.ControlAsync(HttpMethod.Put, "service-bus/queues/more", """{"lockSeconds":5,"maxDeliveryCount":3,"requiresSession":true}""");
        await bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x"));
        await bus.FaultAsync("""{"kind":"throttled"}""");

        await bus.ControlAsync(HttpMethod.Post, "reset");

        Assert.Equal(HttpStatusCode.NotFound, await bus.ControlAsync(HttpMethod.Get, "service-bus/queues/more"));
        Assert.Equal(0, await bus.CountAsync("active"));
        await bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("y"));
    }

    [Theory]
    [InlineData("service-bus/queues/more", """{"lockSeconds":4}""")]
    [InlineData("service-bus/queues/more", """{"lockSeconds":301}""")]
    [InlineData("service-bus/queues/more", """{"duplicateWindowSeconds":19}""")]
    [InlineData("service-bus/queues/more", """{"maxDeliveryCount":0}""")]
    [InlineData("service-bus/queues/a%24b", "{}")]
    [InlineData("service-bus/queues/more", "no json")]
    [InlineData("service-bus/tokens", """{"keys":[{"name":"","key":"x"}]}""")]
    public async Task A_setting_beyond_the_published_limits_is_refused(string path, string json)
    {
        await using var bus = await BusServer.StartAsync();

        Assert.Equal(HttpStatusCode.BadRequest, await bus.ControlAsync(HttpMethod.Put, path, json));
    }
}
