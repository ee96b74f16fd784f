using Hub.Core.Transports;
using Hub.Sandbox.ServiceBus;
using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ServiceBusDeadLettersTests
{
    private const string LaneQueue = "hub-lane-portal";
    private const string EventsQueue = "hub-events";

    [Fact]
    public async Task Dead_letters_of_every_queue_are_looked_at_and_stay()
    {
        await using var bus = await StartAsync();
        await KillAsync(bus, LaneQueue, "n-1");
        await KillAsync(bus, EventsQueue, "e-1");
        await KillAsync(bus, EventsQueue, "e-2");
        var letters = Letters(bus);

        var first = await letters.ListAsync(100, default);
        var again = await letters.ListAsync(100, default);

        Assert.Equal([(LaneQueue, "n-1"), (EventsQueue, "e-1"), (EventsQueue, "e-2")], first.Select(letter => (letter.Queue, letter.MessageId)));
        Assert.All(first, letter => Assert.Equal(("MaxDeliveryCountExceeded", null, 1), (letter.Reason, letter.SentAgainAs, letter.Deliveries)));
        Assert.Equal(first, again);
        Assert.Equal(2, (await letters.ListAsync(1, default)).Count);
    }

    [Fact]
    public async Task What_is_sent_again_lies_in_its_queue_and_no_longer_among_the_dead()
    {
        await using var bus = await StartAsync();
        await KillAsync(bus, EventsQueue, "e-1");
        var letters = Letters(bus);

        var sent = Assert.Single(await letters.ResendAsync(100, default));
        var copy = Assert.Single(await bus.MessagesAsync(EventsQueue));

        Assert.Empty(await letters.ListAsync(100, default));
        Assert.Equal(("e-1", "e-1~1", "e-1~1"), ((string)copy["body"]!, (string)copy["messageId"]!, sent.SentAgainAs));
        Assert.Empty(copy["properties"]!.AsObject());
    }

    [Fact]
    public async Task A_crash_between_copy_and_completion_makes_no_second_copy()
    {
        await using var bus = await StartAsync();
        await KillAsync(bus, EventsQueue, "e-1");
        await bus.FaultAsync("""{"kind":"5xx","operations":["complete","update-disposition"]}""");
        await Assert.ThrowsAsync<TransportUnavailableException>(() => Letters(bus).ResendAsync(100, default));

        await bus.ClearFaultsAsync();
        bus.Clock.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(await Letters(bus).ResendAsync(100, default));

        Assert.Single(await bus.MessagesAsync(EventsQueue));
        Assert.Empty(await bus.MessagesAsync(EventsQueue, dead: true));
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_as_such()
    {
        await using var bus = await StartAsync();
        await bus.FaultAsync("""{"kind":"torn"}""");

        await Assert.ThrowsAsync<TransportUnavailableException>(() => Letters(bus).ListAsync(100, default));
    }

    private static Task<BusServer> StartAsync() => BusServer.StartAsync(
        new ServiceBusQueueOptions { Name = LaneQueue, MaxDeliveryCount = 1 },
        new ServiceBusQueueOptions { Name = EventsQueue, MaxDeliveryCount = 1, DuplicateWindow = TimeSpan.FromMinutes(10) });

    private static ServiceBusDeadLetters Letters(BusServer bus) => new(bus.Broker(), ["portal"]);

    private static async Task KillAsync(BusServer bus, string queue, string id)
    {
        var client = bus.Client();
        await client.CreateSender(queue).SendMessageAsync(BusServer.Text(id, id));
        var receiver = client.CreateReceiver(queue);
        await receiver.AbandonMessageAsync(await receiver.ReceiveMessageAsync(BusServer.Patience));
    }
}
