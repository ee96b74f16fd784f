using Hub.Tests;
using Hub.Tests.Servers;
using Npgsql;
using Xunit;

namespace Hub.ContractTests.Servers;

/// <summary>The server of the other tests must do what they say of it.</summary>
public sealed class PostgresServerTests
{
    [Fact]
    public async Task It_keeps_what_was_committed_over_every_kind_of_stop()
    {
        using var server = PostgresServer.Start();
        await RunAsync(server, "CREATE TABLE kept (how text)");

        foreach (var how in Enum.GetValues<PostgresStop>())
        {
            await RunAsync(server, $"INSERT INTO kept VALUES ('{how}')");
            server.Stop(how);
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => RunAsync(server, "SELECT 1"));
            server.Start();
        }

        Assert.Equal("3", await RunAsync(server, "SELECT count(*)::text FROM kept"));
        Assert.Equal("on", await RunAsync(server, "SHOW fsync"));
        Assert.StartsWith("15.", await RunAsync(server, "SHOW server_version"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Paused_it_answers_nobody_and_goes_on_afterwards()
    {
        using var server = PostgresServer.Start();
        await using var connection = new NpgsqlConnection(server.ConnectionString());
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("SELECT 1", connection);

        server.Pause();
        var answer = command.ExecuteScalarAsync();
        var first = await Task.WhenAny(answer, RunAsync(server, "SELECT 1", seconds: 1).ContinueWith(_ => { }, TaskScheduler.Default));
        Assert.False(answer.IsCompleted);
        Assert.NotSame(answer, first);
        server.Resume();

        Assert.Equal(1, await answer);
    }

    [Fact]
    public async Task It_ends_with_the_process_that_started_it_however_that_ended()
    {
        var folder = Directory.CreateTempSubdirectory("hub-guard-").FullName;
        var server = ServerProcess.Start(folder, "QUIT", null, "sh", "-c", "sleep 600 & wait");
        var children = "";
        server.WaitUntil("at work", () => (children = File.ReadAllText($"/proc/{server.Id}/task/{server.Id}/children")).Length > 0);
        var child = int.Parse(children, null);

        server.LetGo();

        await GoneAsync(() => Directory.Exists(folder) || Directory.Exists($"/proc/{server.Id}") || Directory.Exists($"/proc/{child}"));
    }

    private static async Task GoneAsync(Func<bool> isThere)
    {
        using var beat = new PeriodicTimer(TimeSpan.FromMilliseconds(20));
        using var patience = new CancellationTokenSource(Hang.Limit);
        while (isThere())
        {
            await beat.WaitForNextTickAsync(patience.Token);
        }
    }

    private static async Task<string?> RunAsync(PostgresServer server, string sql, int seconds = 15)
    {
        await using var connection = new NpgsqlConnection($"{server.ConnectionString()};Pooling=false;Timeout={seconds}");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync() as string;
    }
}
