using Hub.Core.Envelopes;
using Hub.Core.Steps;
using Hub.Core.Trust;
using Hub.Storage.Moving;
using Hub.Storage.Postgres;
using Hub.Tests;
using Hub.Tests.Servers;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Postgres;

/// <summary>An instance goes on saying that it serves a schema, whatever becomes of its connections.</summary>
public sealed class PostgresTenureTests
{
    [Theory]
    [InlineData(PostgresStop.Fast)]
    [InlineData(PostgresStop.Killed)]
    public async Task After_the_server_came_back_an_instance_still_keeps_a_move_away(PostgresStop how)
    {
        using var server = PostgresServer.Start();
        var clock = new ManualClock();
        var options = new PostgresOptions { ConnectionString = server.ConnectionString() };
        var folder = Directory.CreateTempSubdirectory("hub-tenure-");
        var services = new ServiceCollection().AddSingleton<TimeProvider>(clock).AddSingleton<LaneSignals>()
            .AddSingleton(new EnvelopeIds(clock, new Random(1))).AddPostgresStore(options, Stores.Modules).BuildServiceProvider();
        await using (services)
        {
            var keys = services.GetRequiredService<IKeys>();
            await keys.ListAsync(CancellationToken.None);
            server.Restart(how);

            // The first look after it may meet the broken connections.
            await Record.ExceptionAsync(() => keys.ListAsync(CancellationToken.None));
            await keys.ListAsync(CancellationToken.None);

            await Assert.ThrowsAsync<MoveRefusedException>(() => MoveAsync(server, folder.FullName, clock));
        }

        await MoveAsync(server, folder.FullName, clock);
        folder.Delete(recursive: true);
    }

    private static Task<MoveReport> MoveAsync(PostgresServer server, string folder, ManualClock clock) => StoreMove.RunAsync(
        StoreAddress.Parse("postgres:" + server.ConnectionString()), StoreAddress.Parse("sqlite:" + folder), Stores.Modules, clock, _ => { }, CancellationToken.None);
}
