using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Benchmarks.Engines;

/// <summary>What a .NET team would pick: MassTransit, publishing and consuming on one quorum queue, confirmed by the broker, without any database.</summary>
internal sealed class MassTransitRoad : IAsyncDisposable
{
    private readonly ServiceProvider _services;
    private readonly List<IHostedService> _bus;
    private readonly IBus _publisher;

    private MassTransitRoad(ServiceProvider services)
    {
        _services = services;
        _bus = [.. services.GetServices<IHostedService>()];
        _publisher = services.GetRequiredService<IBus>();
    }

    public static async Task<MassTransitRoad> StartAsync(Uri broker, int window, Action<int> came)
    {
        var road = new MassTransitRoad(new ServiceCollection()
            .AddLogging()
            .AddSingleton(came)
            .AddMassTransit(bus =>
            {
                bus.AddConsumer<Taker>();
                bus.UsingRabbitMq((context, rabbit) =>
                {
                    rabbit.Host(broker);
                    rabbit.ReceiveEndpoint("bench-masstransit", endpoint =>
                    {
                        endpoint.SetQuorumQueue();
                        endpoint.PrefetchCount = window;
                        endpoint.ConcurrentMessageLimit = window;
                        endpoint.ConfigureConsumer<Taker>(context);
                    });
                });
            })
            .BuildServiceProvider());
        foreach (var service in road._bus)
        {
            await service.StartAsync(default);
        }

        var control = road._services.GetRequiredService<IBusControl>();
        while (control.CheckHealth().Status != BusHealthStatus.Healthy)
        {
            await Task.Delay(20);
        }

        return road;
    }

    public Task SendAsync(int n) => _publisher.Publish(new BenchMessage(n, Day.Body(n)));

    public async ValueTask DisposeAsync()
    {
        foreach (var service in _bus)
        {
            await service.StopAsync(default);
        }

        await _services.DisposeAsync();
    }

    public sealed record BenchMessage(int Number, byte[] Body);

    private sealed class Taker(Action<int> came) : IConsumer<BenchMessage>
    {
        public Task Consume(ConsumeContext<BenchMessage> context)
        {
            came(context.Message.Number);
            return Task.CompletedTask;
        }
    }
}
