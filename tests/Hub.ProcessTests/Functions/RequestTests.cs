using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using Hub.Core.Trust;
using Hub.ProcessTests.Functions.Host;
using Hub.Tests.Centres;
using Hub.Tests.Http;
using Hub.Tests.Servers;
using Xunit;

namespace Hub.ProcessTests.Functions;

/// <summary>The public interface through the host's front, and the worker's process as the host sees it.</summary>
public sealed class RequestTests(RequestTests.Started started, HubApp served) : IClassFixture<RequestTests.Started>, IClassFixture<HubApp>, IAsyncLifetime
{
    private const string Secret = "s3cr3t-of-a-function-key";
    private const string Trace = "33333333333333333333333333333333";
    private readonly FunctionsCentre _centre = started.Centre;

    public Task InitializeAsync() => _centre.BeginAsync();

    public Task DisposeAsync()
    {
        Assert.Empty(_centre.Host.Broken);
        return Task.CompletedTask;
    }

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

    [Theory]
    [InlineData("GET", "lanes", null)]
    [InlineData("GET", "events?limit=1&limit=2", Role.Operator)]
    [InlineData("GET", "events?limit=x&after=y", Role.Operator)]
    [InlineData("GET", "events/none", Role.Operator)]
    [InlineData("GET", "problems/store-unavailable", null)]
    [InlineData("POST", "events", Role.CaseSystem)]
    [InlineData("POST", "keys", Role.Operator)]
    [InlineData("GET", "openapi.json", Role.Admin)]
    public async Task An_answer_is_that_of_a_hub_that_serves(string method, string path, string? role)
    {
        var body = method == "POST" ? "{\"specversion\":" : null;

        var (status, text) = await _centre.SendAsync(method, path, role, body);
        var reply = await served.SendAsync(method, "/" + path, role, body);

        Assert.Equal(reply.Status, status);
        Assert.Equal(Untraced(reply.Text), Untraced(text));
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
    public async Task A_body_in_chunks_arrives_whole()
    {
        var (status, _) = await _centre.SendAsync("POST", "events", Role.CaseSystem, Event.Received("chunked", "H40-C"), "application/cloudevents+json", isChunked: true);

        Assert.Equal(202, status);
        Assert.Equal(["chunked"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task Too_large_a_body_is_refused_with_words_and_the_next_is_taken()
    {
        var large = Event.Received("large", "H40-L") + new string(' ', 17 * 1024 * 1024);

        var (status, text) = await _centre.SendAsync("POST", "events", Role.CaseSystem, large, "application/cloudevents+json");
        Assert.Equal((413, "/problems/body-too-large"), (status, JsonNode.Parse(text)!["type"]!.GetValue<string>()));

        await _centre.PostAsync(Event.Received("small", "H40-L"));
        Assert.Equal(["small"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task Many_requests_at_once_are_all_answered()
    {
        await Task.WhenAll(Enumerable.Range(0, 64).Select(i => _centre.PostAsync(Event.Received($"many-{i}", $"H40-M{i}"))));

        Assert.Equal(64, (await _centre.StoredAsync()).Count);
    }

    [Fact]
    public async Task A_stranger_is_known_by_the_address_that_the_host_forwards()
    {
        var before = await LastLineAsync();
        Assert.Equal(401, (await _centre.SendAsync("GET", "lanes", "hub_000000000000_AAAA")).Status);

        await Eventually.HoldsAsync("the refusal is in the audit", async () => (await AuditAsync(before)).Any(line => line["result"]!.GetValue<string>() == "denied" && line["act"]!.GetValue<string>() == "GET /lanes"));
    }

    [Fact]
    public async Task A_request_joins_the_trace_that_it_names_and_else_that_of_its_invocation()
    {
        var before = await LastLineAsync();
        await _centre.SendAsync("GET", "audit?limit=1", Role.Auditor, headers: ("traceparent", $"00-{Trace}-b7ad6b7169203331-01"));
        var line = await Eventually.FindAsync("it is in the audit", async () => (await AuditAsync(before)).FirstOrDefault(line => line["traceId"]?.GetValue<string>() == Trace));
        Assert.Equal("GET /audit", line["act"]!.GetValue<string>());

        var (_, text) = await _centre.SendAsync("GET", "nowhere-at-all", Role.Operator);
        Assert.Equal("", text);
        var problem = JsonNode.Parse((await _centre.SendAsync("GET", "events/none", Role.Operator)).Text)!;
        Assert.Matches("^[0-9a-f]{32}$", problem["traceId"]!.GetValue<string>());
    }

    [Fact]
    public async Task No_public_path_reaches_a_trigger()
    {
        foreach (var function in _centre.Host.Functions.Where(f => f.Type != "httpTrigger"))
        {
            foreach (var path in new[] { function.Name, "events/../" + function.Name, "events/..%2F" + function.Name, "//" + function.Name })
            {
                var (status, text) = await _centre.SendAsync("POST", path, null, "{}");
                Assert.True(status is 401 or 404 or 405, $"{path}: {status} {text}");
            }
        }
    }

    [Fact]
    public async Task Who_calls_the_worker_past_its_host_gets_nothing()
    {
        using var http = new HttpClient(new SocketsHttpHandler { UseProxy = false });
        using var answer = await http.GetAsync(new Uri(_centre.Host.Link.Http, "health/live"));

        Assert.Equal((HttpStatusCode.InternalServerError, ""), (answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public void It_listens_on_the_loopback_address_and_nowhere_else()
    {
        var sockets = ListeningSockets.Of(_centre.Host.Worker.Id);

        Assert.NotEmpty(sockets);
        Assert.All(sockets, socket => Assert.True(IPAddress.IsLoopback(socket.Address) && socket.Port == _centre.Host.Link.Http.Port, socket.ToString()));
    }

    [Fact]
    public async Task It_logs_through_its_host_without_keys_in_addresses_or_a_line_for_every_look()
    {
        foreach (var role in new[] { Role.Operator, null })
        {
            foreach (var path in new[] { $"dead-letters?code={Secret}", $"events?code={Secret}&limit=x", $"health/live?code={Secret}", $"portal/addtthcKhuyenMai?code={Secret}" })
            {
                await _centre.SendAsync(path.StartsWith("portal", StringComparison.Ordinal) ? "POST" : "GET", path, role, headers: ("x-functions-key", Secret));
            }
        }

        Assert.Empty(_centre.Host.Errors);
        Assert.Empty(_centre.Host.Output);
        Assert.NotEmpty(_centre.Host.Logs);
        Assert.DoesNotContain(_centre.Host.Logs, log => log.ToString().Contains(Secret, StringComparison.Ordinal) || log.Message.Contains("GET /", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Told_to_stop_by_a_signal_it_asks_the_host_to_start_it_again()
    {
        var starts = _centre.Host.Starts;
        using var kill = Process.Start("kill", ["-TERM", _centre.Host.Worker.Id.ToString(CultureInfo.InvariantCulture)]);
        await kill.WaitForExitAsync();
        await Eventually.EqualAsync(starts + 1, () => Task.FromResult(_centre.Host.Starts));

        Assert.Equal(200, (await _centre.SendAsync("GET", "health/live", null)).Status);
        Assert.Null(_centre.Host.Ended);
    }

    [Fact]
    public async Task Told_to_end_by_the_host_it_ends_well_and_the_next_one_goes_on()
    {
        await _centre.PostAsync(Event.Received("before", "H40-E"));

        Assert.Equal(0, await _centre.Host.TerminateAsync(TimeSpan.FromSeconds(30)));
        await _centre.Host.StartAgainAsync();

        Assert.Equal(["before"], await _centre.StoredAsync());
    }

    [Fact]
    public async Task A_worker_that_cannot_start_ends_with_an_error_and_never_as_if_all_were_done()
    {
        await using var second = await FunctionsHost.StartAsync(started.Root, new Dictionary<string, string>(_centre.Settings) { ["HUB__Intake__MaxBatch"] = "many" });
        await Eventually.HoldsAsync("the host gives up", () => Task.FromResult(second.Ended is not null));

        Assert.Equal(("the worker ended with 78", 3), (second.Ended, second.Starts));
        Assert.Contains(second.Errors, line => line.Contains("Intake:MaxBatch", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_store_that_another_hub_holds_ends_it_with_an_error()
    {
        await using var second = await FunctionsHost.StartAsync(started.Root, _centre.Settings);
        await Eventually.HoldsAsync("the host gives up", () => Task.FromResult(second.Ended is not null));

        Assert.Equal("the worker ended with 69", second.Ended);
    }

    // The one member in which two answers must differ.
    private static string Untraced(string text)
    {
        if (text.Length == 0 || text[0] != '{')
        {
            return text;
        }

        var json = JsonNode.Parse(text)!.AsObject();
        json.Remove("traceId");
        return json.ToJsonString();
    }

    private async Task<long> LastLineAsync()
    {
        var last = 0L;
        for (var lines = await AuditAsync(last); lines.Count > 0; lines = await AuditAsync(last))
        {
            last = lines[^1]["seq"]!.GetValue<long>();
            if (lines.Count < 900)
            {
                break;
            }
        }

        return last;
    }

    private async Task<List<JsonNode>> AuditAsync(long after)
    {
        var (_, text) = await _centre.SendAsync("GET", string.Create(CultureInfo.InvariantCulture, $"audit?limit=1000&after={after}"), Role.Auditor);
        return [.. JsonNode.Parse(text)!["entries"]!.AsArray().Select(line => line!)];
    }

    public sealed class Started() : StartedCentre(("HUB__Urls", $"http://127.0.0.1:{LoopbackPort.Next()}"));
}
