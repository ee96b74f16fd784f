using System.Diagnostics;
using MassTransit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Hub.Benchmarks.Engines;

/// <summary>What a .NET team would pick: MassTransit, publishing and consuming on one quorum queue, confirmed by the broker, without any database.</summary>
internal static class MassTransitRoad
{
    public static async Task<(double PerSecond, double[] Latencies)> RunAsync(Uri broker, int count, int producers, int window)
    {
        var arrivals = new Arrivals(count);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(arrivals)
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
            .BuildServiceProvider();
        var bus = services.GetServices<IHostedService>().ToList();
        foreach (var service in bus)
        {
            await service.StartAsync(default);
        }

        var control = services.GetRequiredService<IBusControl>();
        while (control.CheckHealth().Status != BusHealthStatus.Healthy)
        {
            await Task.Delay(20);
        }

        var publisher = services.GetRequiredService<IBus>();
        var next = -1;
        var watch = Stopwatch.StartNew();
        await Task.WhenAll(Enumerable.Range(0, producers).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < count;)
            {
                arrivals.Sent(n);
                await publisher.Publish(new BenchMessage(n, Day.Body(n)));
            }
        })));
        await arrivals.AllAsync();
        var perSecond = count / watch.Elapsed.TotalSeconds;
        foreach (var service in bus)
        {
            await service.StopAsync(default);
        }

        return (perSecond, arrivals.Latencies());
    }

    public sealed record BenchMessage(int Number, byte[] Body);

    private sealed class Taker(Arrivals arrivals) : IConsumer<BenchMessage>
    {
        public Task Consume(ConsumeContext<BenchMessage> context)
        {
            arrivals.Came(context.Message.Number);
            return Task.CompletedTask;
        }
    }
}
