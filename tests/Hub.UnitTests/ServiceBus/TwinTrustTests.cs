using System.Net;
using Azure.Messaging.ServiceBus;
using Hub.Sandbox.ServiceBus;
using Xunit;

namespace Hub.UnitTests.ServiceBus;

public sealed class TwinTrustTests
{
    [Theory]
    [InlineData("SharedAccessKeyName=hub-demo", "SharedAccessKeyName=nobody")]
    [InlineData("SharedAccessKey=", "SharedAccessKey=x")]
    public async Task A_wrong_key_or_an_unknown_policy_is_refused(string right, string wrong)
    {
        await using var bus = await BusServer.StartAsync();
        var client = bus.Client(bus.ConnectionString.Replace(right, wrong, StringComparison.Ordinal));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x")));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.Patience));

        Assert.Equal(0, await bus.EffectAsync("sent"));
    }

    [Fact]
    public async Task A_policy_does_what_it_has_the_right_for()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusTwinOptions
        {
            Queues = [new() { Name = BusServer.Queue }],
            Keys = [new("send", "k1", MayListen: false), new("listen", "k2", MaySend: false)],
        });
        var sends = bus.Client();
        var listens = bus.Client(bus.ConnectionString.Replace("=send;SharedAccessKey=k1", "=listen;SharedAccessKey=k2", StringComparison.Ordinal));

        await sends.CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => sends.CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.Patience));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => listens.CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("y")));

        Assert.Equal("x", (await listens.CreateReceiver(BusServer.Queue).ReceiveMessageAsync(BusServer.Patience)).Body.ToString());
    }

    [Fact]
    public async Task A_token_is_good_for_its_queue_and_time()
    {
        await using var bus = await BusServer.StartAsync(new ServiceBusQueueOptions { Name = BusServer.Queue }, new ServiceBusQueueOptions { Name = "tests-more" });
        var endpoint = ServiceBusConnectionStringProperties.Parse(bus.ConnectionString).Endpoint;
        var token = Sas.Token($"sb://localhost/{BusServer.Queue}", bus.Clock.Now + TimeSpan.FromMinutes(5));
        var client = bus.Client($"Endpoint={endpoint};SharedAccessSignature={token};UseDevelopmentEmulator=true;");
        var sender = client.CreateSender(BusServer.Queue);

        await sender.SendMessageAsync(BusServer.Text("in time"));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => client.CreateSender("tests-more").SendMessageAsync(BusServer.Text("elsewhere")));
        bus.Clock.Advance(TimeSpan.FromMinutes(5));
        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => sender.SendMessageAsync(BusServer.Text("too late")));

        Assert.Equal(["in time"], (await bus.MessagesAsync()).Select(message => (string)message["body"]!));
    }

    [Theory]
    [InlineData("sb://localhost", true)]
    [InlineData("https://localhost/", true)]
    [InlineData("sb://localhost/test", false)]
    [InlineData("sb://elsewhere/tests", false)]
    public async Task A_token_is_good_for_what_lies_below_its_address(string resource, bool isGood)
    {
        await using var bus = await BusServer.StartAsync();
        var endpoint = ServiceBusConnectionStringProperties.Parse(bus.ConnectionString).Endpoint;
        var client = bus.Client($"Endpoint={endpoint};SharedAccessSignature={Sas.Token(resource, bus.Clock.Now + TimeSpan.FromMinutes(5))};UseDevelopmentEmulator=true;");

        var sending = client.CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x"));

        if (isGood)
        {
            await sending;
        }
        else
        {
            await Assert.ThrowsAsync<UnauthorizedAccessException>(() => sending);
        }
    }

    [Fact]
    public async Task A_rotated_key_is_taken_and_the_old_one_refused()
    {
        await using var bus = await BusServer.StartAsync();
        Assert.Equal(HttpStatusCode.OK, await bus.ControlAsync(HttpMethod.Put, "service-bus/tokens", """{"keys":[{"name":"hub-demo","key":"new"}]}"""));

        await Assert.ThrowsAsync<UnauthorizedAccessException>(() => bus.Client().CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("x")));
        await bus.Client(bus.ConnectionString.Replace(ServiceBusTwinOptions.DemoKey, "new", StringComparison.Ordinal)).CreateSender(BusServer.Queue).SendMessageAsync(BusServer.Text("y"));

        Assert.Equal(1, await bus.CountAsync("active"));
    }
}
