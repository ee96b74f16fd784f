using System.Net;
using System.Net.Sockets;
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
    private ContainerHost? _host;

    /// <summary>0 before the start.</summary>
    public int Port { get; private set; }

    /// <summary>For a client of the vendor's, which speaks without TLS to a port of this machine only when it takes it for a development emulator.</summary>
    public string ConnectionString(ServiceBusTwinKey key) =>
        $"Endpoint=sb://{options.Host}:{Port};SharedAccessKeyName={key.Name};SharedAccessKey={key.Key};UseDevelopmentEmulator=true;";

    public Task StartAsync(CancellationToken cancellationToken)
    {
        while (_host is null)
        {
            var port = options.Port > 0 ? options.Port : Free();
            try
            {
                (_host, Port) = (Open(port), port);
            }
            catch (SocketException taken) when (taken.SocketErrorCode is SocketError.AddressAlreadyInUse && options.Port == 0)
            {
                // Somebody was faster; the library cannot tell which port it was given, so another one is tried.
            }
        }

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

    private ContainerHost Open(int port)
    {
        var host = new ContainerHost(new Address("127.0.0.1", port, null, null, "/", "amqp"));
        var listener = host.Listeners[0];
        listener.SASL.EnableAnonymousMechanism = true;
        listener.SASL.EnableMechanism(new Symbol("MSSBCBS"), SaslProfile.Anonymous);
        listener.HandlerFactory = _ => this;
        host.RegisterLinkProcessor(links);
        host.Open();
        return host;
    }

    private static int Free()
    {
        using var socket = new TcpListener(IPAddress.Loopback, 0);
        socket.Start();
        return ((IPEndPoint)socket.LocalEndpoint).Port;
    }
}
