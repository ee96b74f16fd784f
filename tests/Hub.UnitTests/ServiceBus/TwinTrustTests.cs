using System.Net;
using Hub.Sandbox.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinTrustTests
{
    // uri https://contoso-hub.servicebus.windows.net/hub-events, policy hub-send, 1893456000 = 1 January 2030.
    private const string Vector =
        "SharedAccessSignature sr=https%3A%2F%2Fcontoso-hub.servicebus.windows.net%2Fhub-events&sig=%2BvTJCiub8vcaYWW6GVQfNPKZXwl4esVr%2FRV7OqE1uzE%3D&se=1893456000&skn=hub-send";

    private const string LowerCaseVector =
        "SharedAccessSignature sr=https%3a%2f%2fcontoso-hub.servicebus.windows.net%2fhub-events&sig=f7nso%2BR6%2BZ6EJXObNnzbXgBoYCIuAb1qytsQ%2F5Pzi4Q%3D&se=1893456000&skn=hub-send";

    [Theory]
    [InlineData(Vector, "contoso-hub.servicebus.windows.net", "hub-events", 201)]
    [InlineData(LowerCaseVector, "contoso-hub.servicebus.windows.net", "hub-events", 201)]
    [InlineData(Vector, "contoso-hub.servicebus.windows.net", "hub-parked", 401)]
    [InlineData(Vector, "contoso-hub.servicebus.windows.net", "hub-events-verdicts", 401)]
    [InlineData(Vector, "other.servicebus.windows.net", "hub-events", 401)]
    public async Task The_published_recipe_s_vector_is_good_for_its_queue_alone(string token, string host, string queue, int status)
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions
        {
            BasePath = "",
            Keys = [new("hub-send", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", MayListen: false)],
        });
        using var content = new StringContent("x");

        using var response = await bus.CallAsync(HttpMethod.Post, $"/{queue}/messages", content, token, [("Host", host)]);

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_token_ends_with_its_time()
    {
        await using var bus = await BusServer.StartAsync();
        var token = bus.Sas(life: TimeSpan.FromMinutes(5));

        using var before = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: token);
        bus.Clock.Advance(TimeSpan.FromMinutes(5));
        using var after = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: token);

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized), (before.StatusCode, after.StatusCode));
        Assert.Contains("ExpiredToken", await after.Content.ReadAsStringAsync());
    }

    [Theory]
    [InlineData("service-bus/tests", 204)]
    [InlineData("service-bus/tests/", 204)]
    [InlineData("service-bus", 204)]
    [InlineData("", 204)]
    [InlineData("service-bus/test", 401)]
    [InlineData("service-bus/tests/messages/head/x", 401)]
    public async Task A_token_is_good_for_what_lies_below_its_address(string audience, int status)
    {
        await using var bus = await BusServer.StartAsync();

        using var response = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: bus.Sas($"sb://{bus.Root.Authority}/{audience}"));

        Assert.Equal(status, (int)response.StatusCode);
    }

    [Fact]
    public async Task A_wrong_key_an_unknown_policy_and_no_token_are_refused()
    {
        await using var bus = await BusServer.StartAsync();
        string[] tokens = [bus.Sas(key: "wrong"), bus.Sas(name: "nobody"), "", "Basic eDp5", "SharedAccessSignature sr=x", "Bearer unknown"];

        foreach (var token in tokens)
        {
            using var response = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: token);
            Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        }

        Assert.Equal(tokens.Length, await bus.EffectAsync("service-bus.unauthorized"));
    }

    [Fact]
    public async Task A_policy_does_what_it_has_the_right_for()
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions
        {
            Queues = [new() { Name = BusServer.Queue }],
            Keys = [new("send", "k1", MayListen: false), new("listen", "k2", MaySend: false)],
        });

        var statuses = new List<HttpStatusCode>();
        foreach (var token in new[] { bus.Sas(key: "k1", name: "send"), bus.Sas(key: "k2", name: "listen") })
        {
            using var content = new StringContent("x");
            using var sent = await bus.CallAsync(HttpMethod.Post, "tests/messages", content, token);
            using var received = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: token);
            statuses.AddRange([sent.StatusCode, received.StatusCode]);
        }

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized, HttpStatusCode.Created], statuses);
    }

    [Fact]
    public async Task Bearer_tokens_are_taken_when_configured_and_can_be_changed()
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [new() { Name = BusServer.Queue }], BearerTokens = ["one"] });

        using var first = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: "Bearer one");
        await bus.ControlAsync(HttpMethod.Put, "/service-bus/tokens", """{"bearerTokens":["two"]}""");
        using var old = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: "Bearer one");
        using var next = await bus.CallAsync(HttpMethod.Post, "tests/messages/head?timeout=0", authorization: "Bearer two");

        Assert.Equal((HttpStatusCode.NoContent, HttpStatusCode.Unauthorized, HttpStatusCode.NoContent), (first.StatusCode, old.StatusCode, next.StatusCode));
    }
}
