using System.Collections.Concurrent;
using Azure.Identity;
using Hub.Sandbox.ServiceBus;
using Hub.Tests;
using Hub.Transports.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class ClientTrustTests
{
    private const string Queue = BusServer.Queue;

    [Fact]
    public void The_signature_is_the_one_of_the_published_recipe() => Assert.Equal(
        "SharedAccessSignature sr=https%3A%2F%2Fcontoso-hub.servicebus.windows.net%2Fhub-events&sig=%2BvTJCiub8vcaYWW6GVQfNPKZXwl4esVr%2FRV7OqE1uzE%3D&se=1893456000&skn=hub-send",
        SharedAccessSignature.Sign(
            new Uri("https://contoso-hub.servicebus.windows.net/hub-events"), "hub-send", "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=", DateTimeOffset.FromUnixTimeSeconds(1893456000)));

    [Fact]
    public async Task A_key_with_letters_outside_ASCII_signs_by_its_UTF8_text()
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [new() { Name = Queue }], Keys = [new("chìa khóa", "khóa bí mật")] });
        using var client = Client.Of(bus, options => options with { KeyName = "chìa khóa", Key = "khóa bí mật" });

        await client.Api.SendAsync(Queue, Client.Text("x", "m"), default);

        Assert.Equal(0, await bus.EffectAsync("service-bus.unauthorized"));
    }

    [Fact]
    public async Task A_signed_token_is_kept_per_queue_and_renewed_before_it_ends()
    {
        var clock = new ManualClock();
        var tokens = new ConcurrentQueue<string>();
        await using var server = await RawServer.StartAsync(context =>
        {
            tokens.Enqueue(context.Request.Headers.Authorization.ToString());
            context.Response.StatusCode = 201;
            return Task.CompletedTask;
        });
        using var client = Client.Of(server.Root, clock: clock);

        await client.Api.SendAsync("one", Client.Text("x"), default);
        clock.Advance(TimeSpan.FromMinutes(24));
        await client.Api.SendAsync("one", Client.Text("x"), default);
        await client.Api.SendAsync("two", Client.Text("x"), default);
        clock.Advance(TimeSpan.FromMinutes(1));
        await client.Api.SendAsync("one", Client.Text("x"), default);

        var seen = tokens.ToArray();
        Assert.Equal(seen[0], seen[1]);
        Assert.Contains(Uri.EscapeDataString(server.Root + "two") + "&", seen[2]);
        Assert.NotEqual(seen[0], seen[3]);
        Assert.DoesNotContain("key", seen[0], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_token_is_made_anew_once()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus);
        await bus.FaultAsync("""{"kind":"session-loss","times":1}""");

        await client.Api.SendAsync(Queue, Client.Text("x"), default);

        Assert.Equal(2, await bus.EffectAsync("service-bus.calls"));
        Assert.Equal("x", (string)Assert.Single(await bus.MessagesAsync())["body"]!);
    }

    [Fact]
    public async Task Who_is_refused_twice_is_told_and_not_tried_again()
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus, options => options with { Key = "wrong" });

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x", "m"), default));

        Assert.Equal(ServiceBusReason.Unauthorized, fault.Reason);
        Assert.Equal(2, await bus.EffectAsync("service-bus.calls"));
        Assert.Empty(client.Clock.Waits);
    }

    [Theory]
    [InlineData(60)]
    [InlineData(-60)]
    public async Task A_clock_that_is_an_hour_off_signs_by_the_services_own(int minutes)
    {
        await using var bus = await BusServer.StartAsync();
        using var client = Client.Of(bus, behind: TimeSpan.FromMinutes(minutes));

        await client.Api.SendAsync(Queue, Client.Text("x", "m"), default);
        await client.Api.SendAsync(Queue, Client.Text("x", "n"), default);

        Assert.Equal(minutes > 0 ? 1 : 0, await bus.EffectAsync("service-bus.unauthorized"));
    }

    [Fact]
    public async Task A_managed_identity_s_token_is_fetched_for_the_service_kept_and_renewed_early()
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [new() { Name = Queue }], BearerTokens = ["token-1", "token-2"] });
        var credential = new FakeCredential(bus.Clock, TimeSpan.FromHours(1));
        using var client = Client.Of(bus, credential: credential);

        await client.Api.SendAsync(Queue, Client.Text("x", "1"), default);
        bus.Clock.Advance(TimeSpan.FromMinutes(54));
        await client.Api.SendAsync(Queue, Client.Text("x", "2"), default);
        Assert.Equal(1, credential.Made);
        bus.Clock.Advance(TimeSpan.FromMinutes(1));
        await client.Api.SendAsync(Queue, Client.Text("x", "3"), default);

        Assert.Equal(2, credential.Made);
        Assert.Equal(["https://servicebus.azure.net/.default"], credential.Scopes);
    }

    [Fact]
    public async Task A_managed_identity_s_token_that_is_refused_is_fetched_anew_once()
    {
        await using var bus = await BusServer.StartNamespaceAsync(new ServiceBusTwinOptions { Queues = [new() { Name = Queue }], BearerTokens = ["token-2"] });
        var credential = new FakeCredential(bus.Clock, TimeSpan.FromHours(1));
        using var client = Client.Of(bus, credential: credential);

        await client.Api.SendAsync(Queue, Client.Text("x", "1"), default);
        await bus.ControlAsync(HttpMethod.Put, "/service-bus/tokens", """{"bearerTokens":[]}""");
        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x", "2"), default));

        Assert.Equal((3, ServiceBusReason.Unauthorized), (credential.Made, fault.Reason));
    }

    [Fact]
    public async Task An_identity_that_cannot_be_had_is_said_so()
    {
        await using var bus = await BusServer.StartAsync();
        var credential = new FakeCredential(bus.Clock, TimeSpan.FromHours(1)) { Fault = new CredentialUnavailableException("no identity here") };
        using var client = Client.Of(bus, credential: credential);

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x", "1"), default));

        Assert.Equal(ServiceBusReason.Unauthorized, fault.Reason);
        Assert.Equal(0, await bus.EffectAsync("service-bus.calls"));
    }

    [Theory]
    [InlineData("http://127.0.0.1:{0}/tests/messages/1/2")]
    [InlineData("http://localhost:{own}/tests/messages/1/2")]
    [InlineData("http://127.0.0.2:{own}/tests/messages/1/2")]
    [InlineData("https://elsewhere.example/tests/messages/1/2")]
    [InlineData("//elsewhere.example/tests/messages/1/2")]
    [InlineData("/other/messages/1/2")]
    [InlineData("/tests/messages/../../other/messages/1/2")]
    [InlineData("http://user@127.0.0.1/tests/messages/1/2")]
    [InlineData("")]
    public async Task A_location_outside_the_queue_is_not_believed_and_gets_no_token(string location)
    {
        await using var other = await RawServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = 201;
            context.Response.Headers["BrokerProperties"] = "{}";
            if (location.Length > 0)
            {
                context.Response.Headers.Location = location
                    .Replace("{0}", $"{other.Root.Port}", StringComparison.Ordinal).Replace("{own}", $"{context.Request.Host.Port}", StringComparison.Ordinal);
            }

            return Task.CompletedTask;
        });
        using var client = Client.Of(server.Root);

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.ReceiveAsync(Queue, TimeSpan.Zero, default));

        Assert.Equal((ServiceBusReason.Refused, 0), (fault.Reason, other.Calls));
    }

    [Fact]
    public async Task A_redirect_is_not_followed()
    {
        await using var other = await RawServer.StartAsync(_ => Task.CompletedTask);
        await using var server = await RawServer.StartAsync(context =>
        {
            context.Response.StatusCode = 307;
            context.Response.Headers.Location = other.Root + "tests/messages";
            return Task.CompletedTask;
        });
        using var client = Client.Of(server.Root);

        var fault = await Assert.ThrowsAsync<ServiceBusException>(() => client.Api.SendAsync(Queue, Client.Text("x"), default));

        Assert.Equal((ServiceBusReason.Unreachable, 0), (fault.Reason, other.Calls));
    }

    [Fact]
    public async Task A_message_says_nothing_of_the_machine_it_comes_from()
    {
        var names = new ConcurrentQueue<string>();
        await using var server = await RawServer.StartAsync(context =>
        {
            foreach (var name in context.Request.Headers.Keys)
            {
                names.Enqueue(name);
            }

            context.Response.StatusCode = 201;
            return Task.CompletedTask;
        });
        using var client = Client.Of(server.Root);
        using var activity = new System.Diagnostics.Activity("test").Start();

        await client.Api.SendAsync(Queue, Client.Text("x"), default);

        Assert.Equal(["Authorization", "BrokerProperties", "Content-Length", "Content-Type", "Host"], names.Order(StringComparer.Ordinal));
    }
}
