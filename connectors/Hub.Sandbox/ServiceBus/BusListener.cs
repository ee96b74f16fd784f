using Amqp;
using Amqp.Handler;
using Amqp.Listener;
using Amqp.Sasl;
using Amqp.Types;
using Microsoft.Extensions.Hosting;

namespace Hub.Sandbox.ServiceBus;

/// <summary>Speaks AMQP 1.0 on a port of the loopback, from the server's start to its end. Who is allowed what is told by tokens, not by SASL.</summary>
internal sealed class BusListener(BusLinks links, ServiceBusTwinOptions options) : IHostedService, IHandler
{
    private const string Scheme = "amqp";
    private ContainerHost? _host;

    /// <summary>0 before the start.</summary>
    public int Port { get; private set; }

    /// <summary>For a client of the vendor's, which speaks without TLS to a port of this machine only when it takes it for a development emulator.</summary>
    public string ConnectionString(ServiceBusTwinKey key) =>
        $"Endpoint=sb://{options.Host}:{Port};SharedAccessKeyName={key.Name};SharedAccessKey={key.Key};UseDevelopmentEmulator=true;";

    public Task StartAsync(CancellationToken cancellationToken)
    {
#pragma warning disable CA2000 // The host's listener disposes of it when it is closed.
        var sockets = new BusSockets(options.Port);
#pragma warning restore CA2000
        Port = sockets.Port;
        _host = new ContainerHost(new Address(options.Host, Port, null, null, "/", Scheme));
        _host.CustomTransports[Scheme] = sockets;
        var listener = _host.Listeners[0];
        listener.SASL.EnableAnonymousMechanism = true;
        listener.SASL.EnableMechanism(new Symbol("MSSBCBS"), SaslProfile.Anonymous);
        listener.HandlerFactory = _ => this;
        _host.RegisterLinkProcessor(links);
        _host.Open();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        _host?.Close();
        _host = null;
        return Task.CompletedTask;
    }

    public bool CanHandle(EventId id) => id is EventId.SendDelivery;

    public void Handle(Event protocolEvent)
    {
        if (protocolEvent.Context is IDelivery { Message: LockedMessage message } delivery)
        {
            delivery.Tag = message.Token.ToByteArray();
        }
    }
}
