using Hub.Core.Transports;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Hub.Transports.RabbitMq;

/// <summary>
/// Publishes with confirms over one connection. The window of unconfirmed messages is kept here: the client's own limiter was seen to
/// hang for good when as many were outstanding as it allows.
/// </summary>
internal sealed class RabbitMqSender(RabbitMqBroker broker) : IAsyncDisposable
{
    private const string Link = "send";
    private readonly SemaphoreSlim _window = new(broker.Options.Window, broker.Options.Window);
    private readonly SemaphoreSlim _dialling = new(1, 1);
    private Outlet? _outlet;

    /// <summary>Opens the connection where there is none, so that the first message does not wait for it.</summary>
    /// <exception cref="TransportUnavailableException">The broker is away.</exception>
    public async Task ReadyAsync(CancellationToken ct)
    {
        try
        {
            await OpenAsync(ct);
        }
        catch (Exception failure) when (Faults.IsLoss(failure) && !ct.IsCancellationRequested)
        {
            throw new TransportUnavailableException($"RabbitMQ {broker.Options.Uri?.Host}: {Faults.Reason(failure)}", failure);
        }
    }

    /// <summary>Until when messages that are sent together must be confirmed.</summary>
    public SendLimit Limit(CancellationToken ct) => new(broker.Options.ConfirmTimeout, broker.Clock, ct);

    /// <summary>Sends one message for itself.</summary>
    public async Task<Fate> SendAsync(string queue, string exchange, string key, BasicProperties properties, ReadOnlyMemory<byte> body, CancellationToken ct)
    {
        using var limit = Limit(ct);
        return await SendAsync(queue, exchange, key, properties, body, limit);
    }

    /// <summary>Sends and waits for the confirmation. Messages are always mandatory: what no queue takes comes back.</summary>
    /// <param name="queue">As figures call it.</param>
    /// <exception cref="TransportUnavailableException">The broker is away, or did not confirm in time; the message may have arrived all the same.</exception>
    public async Task<Fate> SendAsync(string queue, string exchange, string key, BasicProperties properties, ReadOnlyMemory<byte> body, SendLimit limit)
    {
        Fate? fate = null;
        try
        {
            fate = await PublishAsync(exchange, key, properties, body, limit);
            return fate.Value;
        }
        finally
        {
            RabbitMqTelemetry.Sent(queue, fate);
        }
    }

    private async Task<Fate> PublishAsync(string exchange, string key, BasicProperties properties, ReadOnlyMemory<byte> body, SendLimit limit)
    {
        Outlet? outlet = null;
        try
        {
            await _window.WaitAsync(limit.Token);
            try
            {
                outlet = await OpenAsync(limit.Caller);
                await outlet.Channel.BasicPublishAsync(exchange, key, mandatory: true, properties, body, limit.Token).AsTask().WaitAsync(limit.Token);
                return Fate.Confirmed;
            }
            finally
            {
                _window.Release();
            }
        }
        catch (PublishException refused)
        {
            if (refused.IsReturn && broker.Names.IsDeclared(exchange, key))
            {
                broker.Logger.Returned(key);
                outlet!.DeclareAt ??= broker.Clock.GetUtcNow() + RabbitMqTopology.Mourning;
            }

            return refused.IsReturn ? Fate.Returned : Fate.Refused;
        }
        catch (Exception failure) when (Faults.IsLoss(failure))
        {
            limit.Caller.ThrowIfCancellationRequested();
            var reason = outlet?.Blocked is { } alarm ? "the broker takes no messages: " + alarm
                : limit.IsOver ? "no confirmation in time"
                : Faults.Reason(failure);
            Drop(outlet, reason);
            throw new TransportUnavailableException($"RabbitMQ {broker.Options.Uri?.Host}: {reason}", failure);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (Interlocked.Exchange(ref _outlet, null) is { } outlet)
        {
            await RabbitMqBroker.CloseAsync(outlet.Connection);
        }

        _window.Dispose();
        _dialling.Dispose();
    }

    private async Task<Outlet> OpenAsync(CancellationToken ct)
    {
        if (_outlet is { IsUsable: true } open && !IsDue(open))
        {
            return open;
        }

        await _dialling.WaitAsync(ct);
        try
        {
            if (_outlet is { IsUsable: true } dialled)
            {
                if (IsDue(dialled))
                {
                    await broker.DeclareAsync(dialled.Connection, ct);
                    dialled.DeclareAt = null;
                }

                return dialled;
            }

            Drop(_outlet, "the channel is closed");
            var connection = await broker.DialAsync(Link, ct);
            var options = new CreateChannelOptions(
                publisherConfirmationsEnabled: true, publisherConfirmationTrackingEnabled: true, outstandingPublisherConfirmationsRateLimiter: null);
            try
            {
                var outlet = new Outlet(connection, await connection.CreateChannelAsync(options, ct));
                _outlet = outlet;
                broker.Up(Link);
                return outlet;
            }
            catch
            {
                RabbitMqBroker.Abandon(connection);
                throw;
            }
        }
        finally
        {
            _dialling.Release();
        }
    }

    private bool IsDue(Outlet outlet) => outlet.DeclareAt <= broker.Clock.GetUtcNow();

    private void Drop(Outlet? outlet, string reason)
    {
        if (outlet is not null && Interlocked.CompareExchange(ref _outlet, null, outlet) == outlet)
        {
            broker.Down(Link, reason);
            RabbitMqBroker.Abandon(outlet.Connection);
        }
    }

    private sealed class Outlet
    {
        public Outlet(IConnection connection, IChannel channel)
        {
            Connection = connection;
            Channel = channel;
            connection.ConnectionBlockedAsync += (_, blocked) =>
            {
                Blocked = blocked.Reason;
                return Task.CompletedTask;
            };
            connection.ConnectionUnblockedAsync += (_, _) =>
            {
                Blocked = null;
                return Task.CompletedTask;
            };
        }

        public IConnection Connection { get; }

        public IChannel Channel { get; }

        /// <summary>The broker's alarm, while it takes nothing from this connection.</summary>
        public string? Blocked { get; private set; }

        /// <summary>One of the hub's own queues is missing: when it is declared anew.</summary>
        public DateTimeOffset? DeclareAt { get; set; }

        public bool IsUsable => Channel.IsOpen && Connection.IsOpen;
    }
}
