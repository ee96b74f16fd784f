using System.Threading.Channels;
using Hub.Core.Steps;
using Hub.Core.Transports;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Hub.Transports.RabbitMq;

/// <summary>
/// One consumer on a connection of its own, from its birth to its loss; whatever happens to it, it is not mended but replaced. Endings are
/// queued and sent behind the caller's back, so that a broker that hangs never keeps a lane.
/// </summary>
internal sealed class Subscription : IAsyncDisposable
{
    private static readonly TimeSpan FlushPatience = TimeSpan.FromSeconds(2);
    private readonly RabbitMqBroker _broker;
    private readonly IConnection _connection;
    private readonly IChannel _channel;
    private readonly string _queue;
    private readonly string _name;
    private readonly Action<Received> _received;
    private readonly Signal _bell;
    private readonly Channel<(ulong Tag, Ending Ending)> _endings = Channel.CreateUnbounded<(ulong, Ending)>(new UnboundedChannelOptions { SingleReader = true });
    private Task _pump = Task.CompletedTask;
    private volatile string? _lost;
    private (string Tag, ushort Prefetch) _consumer;

    private Subscription(RabbitMqBroker broker, IConnection connection, IChannel channel, string link, string queue, Action<Received> received, Signal bell)
    {
        _queue = queue;
        _name = LinkState.QueueOf(link);
        _received = received;
        _broker = broker;
        _connection = connection;
        _channel = channel;
        _bell = bell;
    }

    public bool IsAlive => _lost is null && _channel.IsOpen && _connection.IsOpen;

    /// <summary>The broker ended it although the connection stands: most likely the queue was deleted.</summary>
    public bool IsCancelled { get; private set; }

    /// <summary>Why it ended; null while it lives.</summary>
    public string? Lost => _lost ?? (IsAlive ? null : Said(_channel.CloseReason ?? _connection.CloseReason));

    /// <param name="received">Called for one message after the other; must not wait.</param>
    /// <param name="bell">Rung when the subscription is lost.</param>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached or refuses.</exception>
    public static async Task<Subscription> OpenAsync(
        RabbitMqBroker broker, string link, string queue, ushort prefetch, Action<Received> received, Signal bell, CancellationToken ct)
    {
        var connection = await broker.DialAsync(link, ct);
        using var limit = new CancellationTokenSource(broker.Options.ConnectTimeout, broker.Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: stop.Token);
            var subscription = new Subscription(broker, connection, channel, link, queue, received, bell);
            connection.ConnectionShutdownAsync += (_, shutdown) => subscription.LoseAsync(Said(shutdown));
            await subscription.ConsumeAsync(prefetch, stop.Token);
            subscription._pump = subscription.PumpAsync();
            return subscription;
        }
        catch (Exception failure) when (Faults.IsLoss(failure) && !ct.IsCancellationRequested)
        {
            RabbitMqBroker.Abandon(connection);
            var reason = limit.IsCancellationRequested ? "no answer in time" : Faults.Reason(failure);
            broker.Down(link, reason);
            throw new TransportUnavailableException($"RabbitMQ {queue}: {reason}", failure);
        }
    }

    /// <summary>Another prefetch; what is under way stays so. A loss meanwhile shows itself as any other.</summary>
    public async Task WidenAsync(ushort prefetch, CancellationToken ct)
    {
        if (prefetch == _consumer.Prefetch)
        {
            return;
        }

        try
        {
            await _channel.BasicCancelAsync(_consumer.Tag, noWait: false, ct);
            await ConsumeAsync(prefetch, ct);
        }
        catch (Exception failure) when (Faults.IsLoss(failure) && !ct.IsCancellationRequested)
        {
            await LoseAsync(Faults.Reason(failure));
        }
    }

    public void End(ulong tag, Ending ending) => _endings.Writer.TryWrite((tag, ending));

    /// <summary>Sends the endings that wait, within reason, and closes. What is not acknowledged comes again, here or elsewhere.</summary>
    public async ValueTask DisposeAsync()
    {
        _endings.Writer.TryComplete();
        try
        {
            await _pump.WaitAsync(FlushPatience, _broker.Clock);
        }
        catch (TimeoutException)
        {
            // The broker hangs.
        }

        await RabbitMqBroker.CloseAsync(_connection).WaitAsync(FlushPatience, _broker.Clock).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    private async Task ConsumeAsync(ushort prefetch, CancellationToken ct)
    {
        await _channel.BasicQosAsync(0, prefetch, global: false, ct);
        _consumer = (await _channel.BasicConsumeAsync(_queue, autoAck: false, new Consumer(this), ct), prefetch);
    }

    // Everything that waits goes together: a quorum queue pays for each word it is told.
    private async Task PumpAsync()
    {
        var ended = new EndedTags();
        var waiting = new List<ulong>();
        try
        {
            while (await _endings.Reader.WaitToReadAsync())
            {
                while (_endings.Reader.TryRead(out var end))
                {
                    if (end.Ending is Ending.Acknowledge)
                    {
                        waiting.Add(end.Tag);
                    }
                    else
                    {
                        await _channel.BasicNackAsync(end.Tag, multiple: false, requeue: end.Ending is Ending.GiveBack);
                        ended.Add(end.Tag);
                    }
                }

                foreach (var (tag, multiple) in ended.Acknowledge(waiting))
                {
                    await _channel.BasicAckAsync(tag, multiple);
                }

                waiting.Clear();
            }
        }
        catch (Exception failure) when (Faults.IsLoss(failure))
        {
            await LoseAsync(Faults.Reason(failure));
        }
    }

    private Task LoseAsync(string reason)
    {
        _lost ??= reason;
        _endings.Writer.TryComplete();
        _bell.Ring();
        return Task.CompletedTask;
    }

    private static string Said(ShutdownEventArgs? shutdown) =>
        shutdown is null ? "the connection is closed" : shutdown.ReplyText is { Length: > 0 } text ? $"{shutdown.ReplyCode} {text}" : $"{shutdown.ReplyCode}";

    private sealed class Consumer(Subscription subscription) : AsyncDefaultBasicConsumer(subscription._channel)
    {
        public override Task HandleBasicDeliverAsync(
            string consumerTag, ulong deliveryTag, bool redelivered, string exchange, string routingKey, IReadOnlyBasicProperties properties,
            ReadOnlyMemory<byte> body, CancellationToken cancellationToken = default)
        {
            RabbitMqTelemetry.Arrived(subscription._name, redelivered);
            subscription._received(new Received(subscription, deliveryTag, properties, body.ToArray()));
            return Task.CompletedTask;
        }

        // The queue was deleted, or its leader is away.
        public override Task HandleBasicCancelAsync(string consumerTag, CancellationToken cancellationToken = default)
        {
            subscription.IsCancelled = true;
            return subscription.LoseAsync("the broker cancelled the consumer");
        }

        public override Task HandleChannelShutdownAsync(object channel, ShutdownEventArgs reason) => subscription.LoseAsync(Said(reason));
    }
}
