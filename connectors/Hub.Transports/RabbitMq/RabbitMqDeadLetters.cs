using Hub.Core.Transports;
using RabbitMQ.Client;
using RabbitMQ.Client.Exceptions;

namespace Hub.Transports.RabbitMq;

/// <summary>What lies in the parking queue: events that were possibly never stored, and what could not be read.</summary>
/// <param name="lanes">Those whose queues a message may be sent back to.</param>
public sealed class RabbitMqDeadLetters(RabbitMqBroker broker, RabbitMqTransport transport, IReadOnlyCollection<string> lanes) : IBrokerDeadLetters
{
    private const long MostLooks = 10;

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerDeadLetter>> ListAsync(int limit, CancellationToken ct) => VisitAsync(limit, async (channel, message) =>
    {
        // Instead of letting it come nearer to the broker's own limit it is parked anew, behind the others.
        if (message.Looks >= MostLooks && await transport.SendAgainAsync(broker.Names.ParkingQueue, message.Copy(isFresh: false), message.Body, ct))
        {
            await channel.BasicAckAsync(message.Tag, multiple: false, ct);
        }

        return message.Letter();
    }, ct);

    /// <inheritdoc/>
    public Task<IReadOnlyList<BrokerDeadLetter>> ResendAsync(int limit, CancellationToken ct) => VisitAsync(limit, async (channel, message) =>
    {
        if (message.From is not { } queue || !IsOurs(queue) || !await transport.SendAgainAsync(queue, message.Copy(isFresh: true), message.Body, ct))
        {
            return message.Letter();
        }

        await channel.BasicAckAsync(message.Tag, multiple: false, ct);
        return message.Letter(message.Properties.MessageId ?? queue);
    }, ct);

    /// <summary>Messages in the parking queue; none before it was declared.</summary>
    /// <exception cref="TransportUnavailableException">The broker cannot be reached.</exception>
    public Task<long> CountAsync(CancellationToken ct) => AtBrokerAsync(channel => CountAsync(channel, ct), ct);

    // What is taken and not acknowledged goes back to its place when the channel closes.
    private Task<IReadOnlyList<BrokerDeadLetter>> VisitAsync(int limit, Func<IChannel, ParkedMessage, Task<BrokerDeadLetter>> act, CancellationToken ct) => AtBrokerAsync(async channel =>
    {
        var letters = new List<BrokerDeadLetter>();
        for (var left = Math.Min(limit, await CountAsync(channel, ct)); left > 0; left--)
        {
            if (await channel.BasicGetAsync(broker.Names.ParkingQueue, autoAck: false, ct) is not { } got)
            {
                break;
            }

            letters.Add(await act(channel, new ParkedMessage(got.DeliveryTag, got.BasicProperties, got.Body)));
        }

        return (IReadOnlyList<BrokerDeadLetter>)letters;
    }, ct);

    private async Task<T> AtBrokerAsync<T>(Func<IChannel, Task<T>> act, CancellationToken ct)
    {
        var connection = await broker.VisitAsync(ct);
        try
        {
            var channel = await connection.CreateChannelAsync(cancellationToken: ct);
            return await act(channel);
        }
        catch (Exception failure) when (Faults.IsLoss(failure) && !ct.IsCancellationRequested)
        {
            throw new TransportUnavailableException($"RabbitMQ {broker.Options.Uri?.Host}: {Faults.Reason(failure)}", failure);
        }
        finally
        {
            await RabbitMqBroker.CloseAsync(connection);
        }
    }

    private async Task<long> CountAsync(IChannel channel, CancellationToken ct)
    {
        try
        {
            return await channel.MessageCountAsync(broker.Names.ParkingQueue, ct);
        }
        catch (OperationInterruptedException absent) when (absent.ShutdownReason?.ReplyCode == Constants.NotFound)
        {
            return 0;
        }
    }

    private bool IsOurs(string queue) => queue == broker.Names.EventQueue || lanes.Any(lane => queue == broker.Names.LaneQueue(lane));
}
