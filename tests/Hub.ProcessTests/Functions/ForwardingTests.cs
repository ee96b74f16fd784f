using System.Net;
using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.Functions.Azure;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Servers;
using Hub.Tests.Triggers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>The public interface through the host's front, and the handler's process as the host sees it.</summary>
public sealed class ForwardingTests(ForwardingTests.Started started, PublishedApp published)
    : IClassFixture<ForwardingTests.Started>, IClassFixture<PublishedApp>, IAsyncLifetime
{
    private const string Secret = "s3cr3t-of-a-function-key";
    private readonly FunctionsCentre _centre = started.Centre;

    public Task InitializeAsync() => _centre.BeginAsync();

    public Task DisposeAsync() => Task.CompletedTask;

    [Fact]
    public async Task The_hub_itself_says_who_may_enter()
    {
        Assert.Equal(401, (await _centre.SendAsync("GET", "lanes", null)).Status);
        Assert.Equal(403, (await _centre.SendAsync("GET", "lanes", Role.CaseSystem)).Status);
        Assert.Equal(200, (await _centre.SendAsync("GET", "lanes", Role.Operator)).Status);
        Assert.Equal(200, (await _centre.SendAsync("HEAD", "lanes", Role.Operator)).Status);
        Assert.Equal((200, "hub\n"), await _centre.SendAsync("GET", "", null));
        Assert.Equal(200, (await _centre.SendAsync("GET", "health/ready", null)).Status);
    }

    [Fact]
    public async Task Events_and_ids_with_a_slash_pass_as_they_are()
    {
        await _centre.PostAsync(Event.Received("a/b c", "H40/1"));

        var (status, text) = await _centre.SendAsync("GET", "events/" + Uri.EscapeDataString("a/b c"), Role.CaseSystem);
        Assert.Equal(200, status);
        Assert.Equal("H40/1", JsonNode.Parse(text)!["subject"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_body_that_the_host_loses_because_it_came_in_chunks_is_refused_and_never_taken_for_nothing_to_do()
    {
        var (status, text) = await _centre.SendAsync("POST", "events", Role.CaseSystem, Event.Received("chunked", "H40-C"), "application/cloudevents+json", isChunked: true);

        Assert.InRange(status, 400, 499);
        Assert.StartsWith("/problems/", JsonNode.Parse(text)!["type"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Empty(await _centre.StoredAsync());
    }

    [Fact]
    public async Task Query_keys_that_the_host_runs_together_are_refused_with_words()
    {
        var (status, text) = await _centre.SendAsync("GET", "events?limit=1&limit=2", Role.Operator);

        Assert.Equal((400, "/problems/invalid-request"), (status, JsonNode.Parse(text)!["type"]!.GetValue<string>()));
    }

    [Fact]
    public async Task No_public_path_reaches_a_trigger()
    {
        foreach (var function in _centre.Host.Functions.Where(f => f.Type != "httpTrigger"))
        {
            foreach (var path in new[] { function.Name, "events/../" + function.Name, "events/..%2F" + function.Name, "events%2F..%2F" + function.Name, "//" + function.Name, "lanes/x/probe/../../../" + function.Name })
            {
                var (status, text) = await _centre.SendAsync("POST", path, null, TriggerBody.Timer(), headers: (Invoker.InvocationId, Guid.NewGuid().ToString()));
                Assert.True(status is 401 or 404 or 405, $"{path}: {status} {text}");
                Assert.DoesNotContain("ReturnValue", text, StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task A_trigger_refuses_who_is_not_the_host()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        foreach (var function in _centre.Host.Functions.Where(f => f.Type != "httpTrigger"))
        {
            using var body = new StringContent(TriggerBody.Timer());
            using var answer = await http.PostAsync(new Uri($"http://127.0.0.1:{_centre.Host.Handler.Port}/{function.Name}"), body);
            Assert.Equal(HttpStatusCode.Forbidden, answer.StatusCode);
        }
    }

    [Fact]
    public void It_listens_where_the_host_said_on_loopback_and_nowhere_else()
    {
        Assert.Equal([new IPEndPoint(IPAddress.Loopback, _centre.Host.Handler.Port)], ListeningSockets.Of(_centre.Host.Handler.Id));
    }

    [Fact]
    public async Task Its_log_is_JSON_on_standard_output_without_keys_in_addresses_or_a_line_for_every_look()
    {
        foreach (var role in new[] { Role.Operator, null })
        {
            foreach (var path in new[] { $"dead-letters?code={Secret}", $"events?code={Secret}&limit=x", $"health/live?code={Secret}", $"portal/addtthcKhuyenMai?code={Secret}", $"nowhere?code={Secret}" })
            {
                await _centre.SendAsync(path.StartsWith("portal", StringComparison.Ordinal) ? "POST" : "GET", path, role, headers: ("x-functions-key", Secret));
            }
        }

        await _centre.Host.InvokeAsync(FunctionNames.IncomingEvents, $"{{\"Data\":{{\"message\":\"{Secret}\"}}}}");
        await Eventually.HoldsAsync("the last line is there", () => Task.FromResult(_centre.Host.Information.Any(line => line.Contains(FunctionNames.IncomingEvents, StringComparison.Ordinal))));
        Assert.Empty(_centre.Host.Errors);
        Assert.All(_centre.Host.Information, line => Assert.NotNull(JsonNode.Parse(line)!["Message"]));
        Assert.DoesNotContain(_centre.Host.Information, line => line.Contains(Secret, StringComparison.Ordinal) || line.Contains("GET /", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Told_to_stop_it_asks_the_host_to_start_it_again()
    {
        var starts = _centre.Host.Starts;
        using var kill = System.Diagnostics.Process.Start("kill", ["-TERM", _centre.Host.Handler.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await Eventually.EqualAsync(starts + 1, () => Task.FromResult(_centre.Host.Starts));

        Assert.Equal(200, (await _centre.SendAsync("GET", "health/live", null)).Status);
        Assert.Null(_centre.Host.Ended);
    }

    [Fact]
    public async Task A_handler_that_cannot_start_ends_with_an_error_and_never_as_if_all_were_done()
    {
        // The folder belongs to the hub that runs: the second one may not have it.
        await using var second = await FunctionsHost.StartAsync(published.Root, new Dictionary<string, string>(_centre.Settings) { ["HUB__Intake__MaxBatch"] = "many" });
        await Eventually.HoldsAsync("the host gives up", () => Task.FromResult(second.Ended is not null));

        Assert.Equal(("the handler ended with 78", 3), (second.Ended, second.Starts));
        Assert.Contains(second.Errors, line => line.Contains("Intake:MaxBatch", StringComparison.Ordinal));
    }

    public sealed class Started() : StartedCentre(("HUB__Urls", $"http://127.0.0.1:{LoopbackPort.Next()}"));
}
