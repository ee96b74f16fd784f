using Hub.Transports.ServiceBus;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Logging.Abstractions;
using Xunit;

namespace Hub.ContractTests.Transports;

/// <summary>What befalls a namespace under load. Intake goes on, and each envelope is delivered once and in the order of its key.</summary>
public sealed class ServiceBusFaultTests(ServiceBusFaultTests.OwnTwin own) : IClassFixture<ServiceBusFaultTests.OwnTwin>
{
    [Fact]
    public Task Nobody_reaches_it_for_a_while() => UnderLoadAsync(async (hub, wire) =>
    {
        var (accepted, delivered) = (hub.Accepted, hub.Delivered);
        wire.Cut(staysOut: true);
        using var beat = new PeriodicTimer(TimeSpan.FromSeconds(2));
        await beat.WaitForNextTickAsync();
        Assert.True(hub.Accepted > accepted + 100, "intake stood still");

        // What had arrived is still delivered; nothing else can be.
        Assert.InRange(hub.Delivered, delivered, delivered + 200);
        wire.Mend();
    });

    [Fact]
    public Task Its_connections_are_torn_again_and_again() => UnderLoadAsync(async (hub, wire) =>
    {
        for (var time = 0; time < 5; time++)
        {
            wire.Cut();
            await hub.SeesAsync(hub.Delivered + 100);
        }
    });

    [Theory]
    [InlineData("torn", 5, "send", "receive", "complete")]
    [InlineData("applied-no-answer", 5, "send", "complete")]
    [InlineData("link-lost", 20, "send", "receive", "complete")]
    [InlineData("5xx", 20, "send", "complete", "renew-lock")]
    public Task Its_answers_fail(string kind, int times, params string[] operations) => UnderLoadAsync(async (hub, _) =>
    {
        await own.Twin.FaultAsync(new { kind, times, operations, share = 0.2 });
        await hub.SeesAsync(hub.Delivered + 300);
    });

    [Fact]
    public Task Its_queue_is_removed_and_made_anew() => UnderLoadAsync(async (hub, _) =>
    {
        await own.Twin.DeclareAsync(ServiceBusTwin.Options(own.Prefix, 0).LaneQueue("portal"));
        await hub.SeesAsync(hub.Delivered + 200);
    });

    private async Task UnderLoadAsync(Func<LoadedHub, Wire, Task> strike)
    {
        using var wire = Wire.To(own.Twin.Port);
        var options = ServiceBusTwin.Options(own.NextPrefix(), wire.Port);
        await own.Twin.DeclareAsync(options.LaneQueue("portal"));
        await using var hub = new LoadedHub((lane, limits, deliver) =>
        {
            var broker = new ServiceBusBroker(options);
            var consumer = new ServiceBusLaneStep(lane, limits.Concurrency, broker, deliver, TimeProvider.System, NullLogger<ServiceBusLaneStep>.Instance);
            return new WorkerLink(new ServiceBusTransport(broker, new Random(1)), consumer, [consumer, broker], () => $"{consumer.Held} held");
        });
        using var enough = new CancellationTokenSource();
        var feed = hub.FeedAsync(enough.Token);
        await hub.SeesAsync(300);

        await strike(hub, wire);
        await hub.SeesAsync(hub.Accepted + 100);

        await enough.CancelAsync();
        await feed;
        await hub.CheckAsync();
    }

    public sealed class OwnTwin : IAsyncLifetime
    {
        private WebApplication _app = null!;

        internal ServiceBusTwin Twin { get; private set; } = null!;

        public string Prefix { get; private set; } = "";

        public string NextPrefix() => Prefix = ServiceBusTwin.NextPrefix();

        public async Task InitializeAsync() => (Twin, _app) = await ServiceBusTwin.StartOwnAsync();

        public async Task DisposeAsync()
        {
            await _app.StopAsync();
            await _app.DisposeAsync();
        }
    }
}
