using System.Globalization;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Tests.Servers;

namespace Hub.Benchmarks.Engines;

/// <summary>
/// The roads over RabbitMQ and Service Bus, from before the call to the consumer, beside MassTransit on the same kind of queue and the vendor's client on
/// the same twin, both without a database. Three ways, the same
/// on both sides: as many under way as the queue's prefetch, which is how fast it carries; a rate that both carry with ease, which is how
/// long it takes; and callers who wait for nothing but their answer, where the latency is whatever backlog they make.
/// </summary>
internal static class RoadBenchmark
{
    private const int Count = 20_000;
    private const int Callers = 256;
    private const int Window = 512;
    private const int Rate = 4_000;
    private const string MassTransit = "road: MassTransit, quorum queue, no database";
    private const string Hub = "road: hub, durable in PostgreSQL, over RabbitMQ";
    private const string BareBus = "road: Service Bus client, the twin, no database";
    private const string HubByBus = "road: hub, durable in PostgreSQL, over Service Bus (the twin)";
    private const string Offered = ", at 4,000/s";
    private const string Flooded = ", flooded";

    public static async Task RunAsync(Report report, int rounds)
    {
        using var postgres = PostgresServer.Start("shared_buffers = 256MB", "max_wal_size = 4GB");
        using var rabbit = RabbitServer.Start();
        await RunAsync(report, rounds, postgres, rabbit);
    }

    public static async Task RunAsync(Report report, int rounds, PostgresServer postgres, RabbitServer rabbit)
    {
        for (var round = -1; round < rounds; round++)
        {
            var counted = round >= 0 ? report : new Report();
            RoadTrip trip = null!;
            await using (var bus = await MassTransitRoad.StartAsync(rabbit.Uri, Window, n => trip.Came(n)))
            {
                await MeasureAsync(counted, MassTransit, made => trip = made, bus.SendAsync);
            }

            await MeasureHubAsync(counted, Hub, postgres, "--Transport=rabbitmq", "--RabbitMq:Uri=" + rabbit.Uri, "--RabbitMq:Prefix=" + RabbitServer.NextPrefix());
            await using (var bus = await ServiceBusRoad.StartAsync())
            {
                bus.BeginBare(Window, n => trip.Came(n));
                await MeasureAsync(counted, BareBus, made => trip = made, bus.SendAsync);
            }

            await using (var bus = await ServiceBusRoad.StartAsync())
            {
                await MeasureHubAsync(counted, HubByBus, postgres, "--Transport=servicebus", "--ServiceBus:ConnectionString=" + bus.ConnectionString);
            }
        }

        foreach (var way in (string[])["", Flooded])
        {
            report.Ratio($"RabbitMQ road / MassTransit{way}", Hub + way, MassTransit + way, way == "" ? "≥ 1 ×" : "");
            report.Ratio($"Service Bus road / RabbitMQ road{way}", HubByBus + way, Hub + way, "");
            report.Ratio($"Service Bus road / bare client{way}", HubByBus + way, BareBus + way, "");
        }

        foreach (var way in (string[])["", Offered, Flooded])
        {
            report.Ratio($"RabbitMQ road / MassTransit{way}, p99", $"{Hub}{way}, p99", $"{MassTransit}{way}, p99", way == Flooded ? "" : "≤ 1 ×");
        }
    }

    private static async Task MeasureHubAsync(Report report, string name, PostgresServer postgres, params string[] transport)
    {
        // Each trip has keys of its own, since each number is an event of its own.
        RoadTrip trip = null!;
        var from = 0L;
        await using var hub = await HubServer.StartAsync(
            new NoPartner { OnDelivery = delivery => trip.Came((int)(long.Parse(delivery.Envelope.Key, CultureInfo.InvariantCulture) - from)) }, Window,
            [.. EnginesBenchmark.On(postgres, PostgresStore.NextSchema()), .. transport]);
        var (inbox, ids) = (hub.Get<IInbox>(), hub.Get<EnvelopeIds>());
        await MeasureAsync(report, name, made => (trip, from) = (made, from + Count), n => inbox.AcceptAsync([Day.Alone(from + n, ids)], null, default));
    }

    private static async Task MeasureAsync(Report report, string name, Action<RoadTrip> begin, Func<int, Task> send)
    {
        using (var trip = Begin(begin, Window))
        {
            report.Add(name, "messages/s", await trip.CallAsync(Callers, send));
            AddLatencies(report, name, trip);
        }

        using (var trip = Begin(begin, 0))
        {
            await trip.OfferAsync(Rate, send);
            AddLatencies(report, name + Offered, trip);
        }

        using (var trip = Begin(begin, 0))
        {
            report.Add(name + Flooded, "messages/s", await trip.CallAsync(Callers, send));
            AddLatencies(report, name + Flooded, trip);
        }
    }

    private static RoadTrip Begin(Action<RoadTrip> begin, int window)
    {
        var trip = new RoadTrip(Count, window);
        begin(trip);
        return trip;
    }

    private static void AddLatencies(Report report, string name, RoadTrip trip)
    {
        var latencies = trip.Latencies();
        report.Add(name + ", p50", "ms", latencies[latencies.Length / 2]);
        report.Add(name + ", p99", "ms", latencies[latencies.Length * 99 / 100]);
    }
}
