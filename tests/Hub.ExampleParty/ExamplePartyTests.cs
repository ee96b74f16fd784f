using System.Text.Json;
using Hub.Core.Inbox;
using Hub.Core.Steps;
using Hub.Core.Tasks;
using Hub.ExampleParty.Archive;
using Hub.Functions;
using Hub.Functions.Azure;
using Hub.Functions.Settings;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ExampleParty;

/// <summary>A party that the product does not know runs by its descriptor alone, on every engine.</summary>
public abstract class ExamplePartyContract
{
    /// <summary>Settings of store and transport.</summary>
    /// <param name="bus">Connection string of the Service Bus twin.</param>
    protected abstract IEnumerable<string> Engine(string bus);

    [Fact]
    public async Task It_files_once_tells_the_case_system_and_opens_its_task()
    {
        await using var hub = await ExampleHub.StartAsync(Engine);
        await hub.FileAsync("H40-1", "12");
        await hub.FileAsync("H40-2", "07");
        await hub.FileAsync("H40-1", "12");

        await ExampleHub.UntilAsync(async () => (await hub.GetAsync("/archive/filings")).GetArrayLength() == 2);
        var filings = await hub.GetAsync("/archive/filings");
        Assert.Equal(["H40-1", "H40-2"], filings.EnumerateArray().Select(filing => filing.GetProperty("dossier").GetString()!));
        Assert.Equal(2, await hub.EffectsAsync());

        var feed = await hub.Services.GetRequiredService<IInbox>().ListAsync(0, 100, Core.Events.EventDirection.Out, CancellationToken.None);
        Assert.Equal(["filed-H40-1", "filed-H40-2"], feed.Select(e => e.Event.Id).Order(StringComparer.Ordinal));

        await hub.Services.GetServices<IStep>().Single(step => step.Name == "archive-watch").RunOnceAsync(CancellationToken.None);
        var task = Assert.Single(await hub.Services.GetRequiredService<ITasks>().ListAsync(true, null, null, null, null, null, 10, CancellationToken.None));
        Assert.Equal((ArchiveDescriptor.ShelfMissing, "H40-2"), (task.Kind, task.Dossier));
    }

    [Fact]
    public async Task Its_refusal_is_a_dead_letter_that_the_timeline_and_the_lanes_name()
    {
        await using var hub = await ExampleHub.StartAsync(Engine);
        await hub.FileAsync("H40-9", "X1");

        await ExampleHub.UntilAsync(async () => (await hub.GetAsync("/dead-letters")).GetProperty("deadLetters").GetArrayLength() == 1);
        Assert.Equal(ArchiveDescriptor.Refused, (await hub.GetAsync("/dead-letters")).GetProperty("deadLetters")[0].GetProperty("code").GetString());
        var timeline = await hub.GetAsync("/dossiers/H40-9");
        Assert.Contains(timeline.GetProperty("lines").EnumerateArray(), line => line.GetProperty("text").GetString() == "Đề nghị nộp lưu, hộp X1");
        Assert.Contains((await hub.GetAsync("/lanes")).GetProperty("lanes").EnumerateArray(), lane => lane.GetProperty("lane").GetString() == "archive");
        var held = (await hub.Services.GetRequiredService<IInbox>().ListAsync(0, 100, Core.Events.EventDirection.Out, CancellationToken.None)).Single();
        Assert.Contains("kho lưu trữ", JsonDocument.Parse(held.Event.Data).RootElement.GetProperty("sentences").GetProperty("vi").GetString(), StringComparison.Ordinal);
    }
}

public sealed class SqliteOutboxExample : ExamplePartyContract
{
    protected override IEnumerable<string> Engine(string bus) => [];
}

public sealed class SqliteRabbitExample : ExamplePartyContract
{
    protected override IEnumerable<string> Engine(string bus) => Engines.Rabbit();
}

public sealed class SqliteServiceBusExample : ExamplePartyContract
{
    protected override IEnumerable<string> Engine(string bus) => Engines.ServiceBus(bus);
}

public sealed class PostgresOutboxExample : ExamplePartyContract
{
    protected override IEnumerable<string> Engine(string bus) => Engines.Postgres();
}

public sealed class PostgresRabbitExample : ExamplePartyContract
{
    protected override IEnumerable<string> Engine(string bus) => Engines.Postgres().Concat(Engines.Rabbit());
}

public sealed class PostgresServiceBusExample : ExamplePartyContract
{
    protected override IEnumerable<string> Engine(string bus) => Engines.Postgres().Concat(Engines.ServiceBus(bus));
}

public sealed class DerivedTests
{
    [Fact]
    public void Timers_lanes_and_roles_follow_from_the_descriptor()
    {
        Assert.Contains(Schedules.Of(ExampleHub.Wings.Parties), schedule => schedule.Name == "archive-watch" && schedule.Covers("archive-watch"));
        Assert.Contains(ArchiveDescriptor.Lane, ExampleHub.Wings.Parties.Lanes);
        Assert.DoesNotContain(ArchiveDescriptor.Lane, Shipped.Wings.Parties.Lanes);
    }

    [Fact]
    public void Its_options_are_read_and_checked_like_every_other()
    {
        var wrong = Assert.Throws<SettingsException>(() => SettingsReader.Read(ExampleHub.Wings, ["--Archive:Patience=00:00:00", "--Archive:BaseAdress=http://x/"], new Dictionary<string, string>(), []));

        Assert.Contains("Archive:Patience", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("Archive:BaseAdress", wrong.Message, StringComparison.Ordinal);
    }
}

/// <summary>Settings of the engines, over servers that are started once.</summary>
internal static class Engines
{
    private static int _schemas;

    public static IEnumerable<string> Postgres() =>
        ["--Store=postgres", "--Postgres:ConnectionString=" + PostgresServer.Shared.ConnectionString(), $"--Postgres:Schema=example{Interlocked.Increment(ref _schemas)}"];

    public static IEnumerable<string> Rabbit() =>
        ["--Transport=rabbitmq", "--RabbitMq:Uri=" + RabbitServer.Shared.Uri.AbsoluteUri, "--RabbitMq:Prefix=" + RabbitServer.NextPrefix()];

    public static IEnumerable<string> ServiceBus(string connectionString) => ["--Transport=servicebus", "--ServiceBus:ConnectionString=" + connectionString];
}
