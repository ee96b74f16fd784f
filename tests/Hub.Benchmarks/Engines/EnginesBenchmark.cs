using System.Diagnostics;
using Hub.Core.Envelopes;
using Hub.Core.Inbox;
using Hub.Tests.Servers;
using Npgsql;

namespace Hub.Benchmarks.Engines;

/// <summary>
/// The same work on each engine, beside the plainest thing one could do with the same server: a bare <c>unnest</c> group insert behind the same
/// endpoint, a bare <c>SKIP LOCKED</c> loop, MassTransit on the same kind of queue without a database; and two instances beside one.
/// </summary>
internal static class EnginesBenchmark
{
    private const int Deliveries = 20_000;

    public static async Task RunAsync(Report report, int rounds)
    {
        using var postgres = PostgresServer.Start("shared_buffers = 256MB", "max_wal_size = 4GB");
        await IntakeAsync(report, rounds, postgres);
        await DeliveryAsync(report, rounds, postgres);
        await InstancesAsync(report, rounds, postgres);
        using var rabbit = RabbitServer.Start();
        await RoadBenchmark.RunAsync(report, rounds, postgres, rabbit);
        var database = $"Postgres:ConnectionString={postgres.ConnectionString()}";
        await StartBenchmark.MeasureAsync(report, rounds, ", PostgreSQL", "Store=postgres", database, $"Postgres:Schema={PostgresStore.NextSchema()}");
        await StartBenchmark.MeasureAsync(
            report, rounds, ", PostgreSQL and RabbitMQ", "Store=postgres", database, $"Postgres:Schema={PostgresStore.NextSchema()}", "Transport=rabbitmq", $"RabbitMq:Uri={rabbit.Uri}");
    }

    public static string[] On(PostgresServer postgres, string schema) =>
        ["--Store=postgres", "--Postgres:ConnectionString=" + postgres.ConnectionString(), "--Postgres:Schema=" + schema];

    private static async Task IntakeAsync(Report report, int rounds, PostgresServer postgres)
    {
        await using var bare = new UnnestServer(postgres.ConnectionString());
        var bareAddress = await bare.StartAsync();
        await using var shared = await HubServer.StartAsync(more: On(postgres, PostgresStore.NextSchema()));
        await using var embedded = await HubServer.StartAsync();
        var run = Guid.NewGuid().ToString("N")[..8];
        for (var round = -1; round < rounds; round++)
        {
            var counted = round >= 0 ? report : new Report();
            var at = (round + 1L) * IntakeBenchmark.Requests;
            LoadClient Hub(HubServer hub) => new(hub.Address, "/events", "application/cloudevents+json", hub.Key, n => IntakeBenchmark.Event(run, at + n));
            await IntakeBenchmark.MeasureAsync(
                counted, "engines: bare unnest group insert", new LoadClient(bareAddress, "/unnest", "application/json", null, n => IntakeBenchmark.Event(run, n)), IntakeBenchmark.Requests, 1);
            await IntakeBenchmark.MeasureAsync(counted, "engines: intake on PostgreSQL", Hub(shared), IntakeBenchmark.Requests, 1);
            await IntakeBenchmark.MeasureAsync(counted, "engines: intake on SQLite", Hub(embedded), IntakeBenchmark.Requests, 1);
        }

        report.Ratio("PostgreSQL intake / bare unnest group insert", "engines: intake on PostgreSQL", "engines: bare unnest group insert", "≥ 0.6 ×");
        report.Ratio("PostgreSQL intake / SQLite intake", "engines: intake on PostgreSQL", "engines: intake on SQLite", "");
    }

    private static async Task DeliveryAsync(Report report, int rounds, PostgresServer postgres)
    {
        await using var pool = NpgsqlDataSource.Create(postgres.ConnectionString());
        for (var round = -1; round < rounds; round++)
        {
            var counted = round >= 0 ? report : new Report();
            await BareSkipLocked.FillAsync(pool, Deliveries);
            var watch = Stopwatch.StartNew();
            counted.Add("engines: bare SKIP LOCKED, batches of 50", "rows/s", await BareSkipLocked.DrainAsync(pool) / watch.Elapsed.TotalSeconds);
            await using var store = new PostgresStore(postgres.ConnectionString());
            await DeliveryBenchmark.FillAsync(store, 0, Deliveries, Deliveries / 3);
            using var lane = DeliveryBenchmark.Lane(store);
            watch.Restart();
            while (await lane.RunOnceAsync(default) is not null)
            {
            }

            counted.Add("engines: delivery on PostgreSQL", "envelopes/s", Deliveries / watch.Elapsed.TotalSeconds);
        }

        report.Ratio("PostgreSQL delivery / bare SKIP LOCKED", "engines: delivery on PostgreSQL", "engines: bare SKIP LOCKED, batches of 50", "≥ 0.5 ×");
    }

    private static async Task InstancesAsync(Report report, int rounds, PostgresServer postgres)
    {
        for (var round = -1; round < rounds; round++)
        {
            var counted = round >= 0 ? report : new Report();
            foreach (var instances in new[] { 1, 2 })
            {
                var schema = PostgresStore.NextSchema();
                var left = Deliveries;
                var all = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
                var hubs = new List<HubServer>();
                for (var i = 0; i < instances; i++)
                {
                    hubs.Add(await HubServer.StartAsync(new NoPartner { OnDelivery = _ => Last(ref left, all) }, 64, On(postgres, schema)));
                }

                var watch = Stopwatch.StartNew();
                await Task.WhenAll(hubs.Select((hub, i) => AcceptAsync(hub.Get<IInbox>(), hub.Get<EnvelopeIds>(), i * Deliveries / instances, Deliveries / instances, 64 / instances)));
                await all.Task.WaitAsync(TimeSpan.FromMinutes(2));
                counted.Add($"engines: {instances} instance(s), accepted and delivered", "events/s", Deliveries / watch.Elapsed.TotalSeconds);
                foreach (var hub in hubs)
                {
                    await hub.DisposeAsync();
                }
            }
        }

        report.Ratio("two instances / one", "engines: 2 instance(s), accepted and delivered", "engines: 1 instance(s), accepted and delivered", "≥ 1.0 ×");
    }

    // As many callers at once as said, one event each, as the intake sees them.
    private static async Task AcceptAsync(IInbox inbox, EnvelopeIds ids, long from, int count, int callers)
    {
        var next = -1;
        await Task.WhenAll(Enumerable.Range(0, callers).Select(_ => Task.Run(async () =>
        {
            for (int n; (n = Interlocked.Increment(ref next)) < count;)
            {
                await inbox.AcceptAsync([Day.Alone(from + n, ids)], null, default);
            }
        })));
    }

    private static void Last(ref int left, TaskCompletionSource all)
    {
        if (Interlocked.Decrement(ref left) == 0)
        {
            all.SetResult();
        }
    }
}
