using System.Net;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Processes;
using Hub.Tests.Servers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>How the executable becomes the host's worker, and how it does not.</summary>
public sealed class StartTests(PublishedApp published) : IClassFixture<PublishedApp>, IDisposable
{
    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task A_command_in_the_workers_folder_is_still_that_command()
    {
        var (code, text) = await Shell.RunAsync(Path.Combine(published.Root, "hub"), ["keys", "create", "--role", "admin", "--data", _folder["data"], "--json"]);

        Assert.True(code == 0 && text.Contains("hub_", StringComparison.Ordinal), text);
    }

    [Fact]
    public async Task A_host_that_is_not_there_ends_it_with_an_error()
    {
        var (code, _, _) = await HubProcess.RunAsync(
            new Dictionary<string, string> { ["HUB__Data"] = _folder["data"], ["FUNCTIONS_APPLICATION_DIRECTORY"] = published.Root },
            "hub.dll", "--host", "127.0.0.1", "--port", "1", "--workerId", "w", "--requestId", "r", "--functions-uri", "http://127.0.0.1:1/", "--functions-worker-id", "w", "--functions-request-id", "r", "--functions-grpc-max-message-length", "1000000");

        Assert.NotEqual(0, code);
    }

    [Fact]
    public async Task While_its_database_is_away_it_tells_its_functions_refuses_requests_with_words_and_keeps_messages()
    {
        await using var host = await FunctionsHost.StartAsync(published.Root, new Dictionary<string, string>
        {
            ["HUB__Data"] = _folder["data"],
            ["HUB__Store"] = "postgres",
            ["HUB__Postgres__ConnectionString"] = $"Host=127.0.0.1;Port={LoopbackPort.Next()};Database=hub;Username=hub;Password=x",
        });

        Assert.Contains(host.Functions, f => f.Name == FunctionNames.IncomingEvents);
        Assert.Contains(host.Functions, f => f.Name == FunctionNames.Http("dossiers"));
        using var answer = await host.Client.GetAsync(new Uri("lanes", UriKind.Relative));
        Assert.Equal((HttpStatusCode.ServiceUnavailable, "application/problem+json", true), (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType, answer.Headers.RetryAfter is not null));
        var waits = host.FireAsync(FunctionNames.Timer("rescue"));
        using var second = await host.Client.GetAsync(new Uri("health/live", UriKind.Relative));
        Assert.Equal((HttpStatusCode.OK, false), (second.StatusCode, waits.IsCompleted));
    }

    public void Dispose() => _folder.Dispose();
}
