using System.Collections.Concurrent;
using Hub.Core.Transports;
using Microsoft.Extensions.Logging;
using RabbitMQ.Client;

namespace Hub.Transports.RabbitMq;

/// <summary>
/// The way to the broker. Each sender and consumer has a connection of its own and dials anew when it is lost: all that the client's own
/// recovery would bring back (channels, consumers, tags) is worth nothing after a loss, and the hub decides when to try again.
/// </summary>
/// <param name="lanes">The lanes whose queues are declared.</param>
public sealed class RabbitMqBroker(RabbitMqOptions options, IReadOnlyCollection<string> lanes, TimeProvider clock, ILogger<RabbitMqBroker> logger)
{
    // What the broker itself allows by default (max_message_size).
    private const uint MaxMessageBytes = 128 * 1024 * 1024;
    private readonly ConcurrentDictionary<string, LinkState> _links = new(StringComparer.Ordinal);

    public RabbitMqOptions Options { get; } = options;

    public RabbitMqNames Names { get; } = new(options.Prefix);

    /// <summary>Every connection this hub keeps, for health checks and <c>hub doctor</c>.</summary>
    public IReadOnlyList<LinkState> Links => [.. _links.Values.OrderBy(link => link.Name, StringComparer.Ordinal)];

    internal TimeProvider Clock { get; } = clock;

    internal ILogger Logger { get; } = logger;

    /// <summary>Opens a connection and declares the topology.</summary>
    /// <param name="link">What the connection is for.</param>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached or does not let the hub work.</exception>
    internal async Task<IConnection> DialAsync(string link, CancellationToken ct)
    {
        IConnection? connection = null;
        using var limit = new CancellationTokenSource(Options.ConnectTimeout, Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            connection = await ConnectAsync(link, stop.Token);
            await DeclareAsync(connection, stop.Token).WaitAsync(stop.Token);
            return connection;
        }
        catch (Exception failure) when (Faults.IsLoss(failure) && !ct.IsCancellationRequested)
        {
            Abandon(connection);
            var reason = limit.IsCancellationRequested ? "no answer in time" : Faults.Reason(failure);
            Down(link, reason);
            throw new TransportUnavailableException($"RabbitMQ {Options.Uri?.Host}: {reason}", failure);
        }
        catch
        {
            Abandon(connection);
            throw;
        }
    }

    /// <summary>Opens a connection for one look at the queues; the caller closes it.</summary>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached.</exception>
    internal async Task<IConnection> VisitAsync(CancellationToken ct)
    {
        using var limit = new CancellationTokenSource(Options.ConnectTimeout, Clock);
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(ct, limit.Token);
        try
        {
            return await ConnectAsync("visit", stop.Token);
        }
        catch (Exception failure) when (Faults.IsLoss(failure) && !ct.IsCancellationRequested)
        {
            throw new TransportUnavailableException($"RabbitMQ {Options.Uri?.Host}: {(limit.IsCancellationRequested ? "no answer in time" : Faults.Reason(failure))}", failure);
        }
    }

    /// <summary>Connects and lets go again.</summary>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached or does not let the hub in.</exception>
    public async Task CheckAsync(CancellationToken ct) => Abandon(await VisitAsync(ct));

    private async Task<IConnection> ConnectAsync(string link, CancellationToken ct)
    {
        var dialling = Factory(link).CreateConnectionAsync(ct);
        try
        {
            return await dialling.WaitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            _ = dialling.ContinueWith(static late => Abandon(late.Result), CancellationToken.None, TaskContinuationOptions.OnlyOnRanToCompletion, TaskScheduler.Default);
            throw;
        }
    }

    /// <summary>Lets go of a connection without waiting for it: a broker that hangs would keep the caller.</summary>
    internal static void Abandon(IConnection? connection)
    {
        if (connection is not null)
        {
            _ = CloseAsync(connection);
        }
    }

    internal static async Task CloseAsync(IConnection connection)
    {
        try
        {
            await connection.CloseAsync(Constants.ReplySuccess, "", TimeSpan.FromSeconds(2), abort: true, CancellationToken.None);
            await connection.DisposeAsync();
        }
        catch (Exception failure) when (Faults.IsLoss(failure) || failure is ObjectDisposedException)
        {
            // It is gone either way.
        }
    }

    internal async Task DeclareAsync(IConnection connection, CancellationToken ct)
    {
        var channel = await connection.CreateChannelAsync(cancellationToken: ct);
        await RabbitMqTopology.DeclareAsync(channel, Names, lanes, ct);
        await channel.CloseAsync(ct);
    }

    internal void Up(string link)
    {
        if (!_links.TryGetValue(link, out var former) || !former.IsUp)
        {
            _links[link] = new LinkState(link, IsUp: true, Clock.GetUtcNow(), null);
            RabbitMqTelemetry.LinkChanged(link, isUp: true);
            Logger.LinkUp(link);
        }
    }

    internal void Down(string link, string reason)
    {
        if (!_links.TryGetValue(link, out var former) || former.IsUp)
        {
            _links[link] = new LinkState(link, IsUp: false, Clock.GetUtcNow(), reason);
            RabbitMqTelemetry.LinkChanged(link, isUp: false);
            Logger.LinkDown(link, reason);
        }
        else
        {
            _links[link] = former with { Reason = reason };
        }
    }

    private ConnectionFactory Factory(string link) => new()
    {
        Uri = Options.Uri!,
        ClientProvidedName = $"hub {link}",
        AutomaticRecoveryEnabled = false,
        TopologyRecoveryEnabled = false,
        RequestedHeartbeat = Options.Heartbeat,
        RequestedConnectionTimeout = Options.ConnectTimeout,
        HandshakeContinuationTimeout = Options.ConnectTimeout,
        ContinuationTimeout = Options.ConnectTimeout,
        MaxInboundMessageBodySize = MaxMessageBytes,
    };
}
