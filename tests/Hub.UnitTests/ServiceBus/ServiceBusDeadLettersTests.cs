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
        using var client = Client.Of(bus);
        await KillAsync(client, LaneQueue, "n-1");
        await KillAsync(client, EventsQueue, "e-1");
        await KillAsync(client, EventsQueue, "e-2");
        var letters = Letters(client);

        var first = await letters.ListAsync(100, default);
        var again = await letters.ListAsync(100, default);

        Assert.Equal([(LaneQueue, "n-1"), (EventsQueue, "e-1"), (EventsQueue, "e-2")], first.Select(letter => (letter.Queue, letter.MessageId)));
        Assert.All(first, letter => Assert.Equal(("MaxDeliveryCountExceeded", null), (letter.Reason, letter.SentAgainAs)));
        Assert.Equal(3, again.Count);
        Assert.Equal(2, (await letters.ListAsync(1, default)).Count);
    }

    [Fact]
    public async Task What_is_sent_again_lies_in_its_queue_and_no_longer_among_the_dead()
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus);
        await KillAsync(client, EventsQueue, "e-1");
        var letters = Letters(client);

        var sent = Assert.Single(await letters.ResendAsync(100, default));

        Assert.NotNull(sent.SentAgainAs);
        Assert.Empty(await letters.ListAsync(100, default));
        Assert.Equal("e-1", Client.Body(await client.Api.ReceiveAsync(EventsQueue, TimeSpan.Zero, default)));
    }

    [Fact]
    public async Task A_service_that_is_away_is_told_as_such()
    {
        await using var bus = await StartAsync();
        using var client = Client.Of(bus, options => options with { MaxRetries = 0 });
        await bus.FaultAsync("""{"kind":"torn","times":100}""");

        await Assert.ThrowsAsync<TransportUnavailableException>(() => Letters(client).ListAsync(100, default));
    }

    private static Task<BusServer> StartAsync() => BusServer.StartNamespaceAsync(new ServiceBusTwinOptions
    {
        Queues = [new() { Name = LaneQueue, MaxDeliveryCount = 1 }, new() { Name = EventsQueue, MaxDeliveryCount = 1 }],
    });

    private static ServiceBusDeadLetters Letters(Client client) => new(client.Api, new ServiceBusOptions(), ["portal"]);

    private static async Task KillAsync(Client client, string queue, string id)
    {
        await client.Api.SendAsync(queue, Client.Text(id, id), default);
        await client.Api.AbandonAsync((await client.Api.ReceiveAsync(queue, TimeSpan.Zero, default))!, default);
    }
}
