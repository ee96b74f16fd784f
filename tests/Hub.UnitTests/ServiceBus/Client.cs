using Azure.Core;
using Hub.Sandbox.ServiceBus;
using Hub.Tests;
using Hub.Transports.ServiceBus;
using Microsoft.Extensions.Logging.Abstractions;

namespace Hub.UnitTests.ServiceBus;

/// <summary>The hub's client with a clock that does not let it wait.</summary>
internal sealed class Client : IDisposable
{
    private Client(ServiceBusOptions options, HurriedClock clock, TokenCredential? credential)
    {
        Clock = clock;
        Api = new ServiceBusApi(options, clock, new Random(1), NullLogger<ServiceBusApi>.Instance, credential);
    }

    public HurriedClock Clock { get; }

    public ServiceBusApi Api { get; }

    public static Client Of(BusServer bus, Func<ServiceBusOptions, ServiceBusOptions>? change = null, TokenCredential? credential = null, TimeSpan behind = default)
    {
        var options = new ServiceBusOptions { Namespace = bus.Root.AbsoluteUri, KeyName = ServiceBusTwinOptions.DemoKeyName, Key = ServiceBusTwinOptions.DemoKey };
        return new Client(change is null ? options : change(options), new HurriedClock(bus.Clock) { Behind = behind }, credential);
    }

    public static Client Of(Uri address, TokenCredential? credential = null, ManualClock? clock = null) =>
        new(new ServiceBusOptions { Namespace = address.AbsoluteUri, KeyName = "name", Key = "key" }, new HurriedClock(clock ?? new ManualClock()), credential);

    public static ServiceBusMessage Text(string body, string? id = null) => new() { Body = System.Text.Encoding.UTF8.GetBytes(body), ContentType = "text/plain", MessageId = id };

    public static string Body(ReceivedMessage? message) => System.Text.Encoding.UTF8.GetString(message!.Message.Body.Span);

    public void Dispose() => Api.Dispose();
}
