using System.Net;
using Hub.Tests.Centres;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Xunit;

namespace Hub.ProcessTests.Clusters;

/// <summary>After a power cut the hub's machine is up before the database has recovered.</summary>
public sealed class LateDatabaseTests : IDisposable
{
    private readonly PostgresServer _database = PostgresServer.Start();
    private readonly TemporaryFolder _data = new();

    [Fact]
    public async Task A_hub_that_starts_before_its_database_waits_for_it_and_tells_callers_to_come_again()
    {
        _database.Stop();
        var environment = new Dictionary<string, string> { ["HUB__Store"] = "postgres", ["HUB__Postgres__ConnectionString"] = _database.ConnectionString() };
        var url = $"http://127.0.0.1:{LoopbackPort.Next()}";
        await using var hub = HubProcess.Start(environment, "serve", "--data", _data["data"], "--urls", url);
        using var http = new HttpClient { BaseAddress = new Uri(url) };
        await Eventually.EqualAsync(HttpStatusCode.OK, async () => await StatusAsync(http, "health/live"));

        using var post = await http.PostAsync("events", new StringContent("{}"));

        Assert.Equal(HttpStatusCode.ServiceUnavailable, post.StatusCode);
        Assert.NotNull(post.Headers.RetryAfter);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, await StatusAsync(http, "health/ready"));

        _database.Start();
        await hub.WaitForLineAsync("listening on ");
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(http, "health/ready"));
    }

    [Fact]
    public async Task A_database_that_is_there_and_bars_the_account_is_not_waited_for()
    {
        var environment = new Dictionary<string, string> { ["HUB__Store"] = "postgres", ["HUB__Postgres__ConnectionString"] = _database.ConnectionString(user: "nobody_at_all") };

        var (code, _, errors) = await CommandRun.InEnglishAsync(environment, "serve", "--data", _data["data"], "--urls", "http://127.0.0.1:0");

        Assert.Equal(69, code);
        Assert.Contains("check account", errors, StringComparison.Ordinal);
    }

    private static async Task<HttpStatusCode?> StatusAsync(HttpClient http, string path)
    {
        try
        {
            using var answer = await http.GetAsync(path);
            return answer.StatusCode;
        }
        catch (HttpRequestException)
        {
            return null;
        }
    }

    public void Dispose()
    {
        _database.Dispose();
        _data.Dispose();
    }
}
