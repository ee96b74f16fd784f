using Hub.Core.Transports;

namespace Hub.Transports.ServiceBus;

/// <summary>Reads and empties the dead-letter queues of every queue the hub receives from. Over REST nothing can be peeked at: looking locks for a moment.</summary>
public sealed class ServiceBusDeadLetters(IServiceBusApi api, ServiceBusOptions options, IReadOnlyCollection<string> lanes) : IBrokerDeadLetters
{
    private static readonly TimeSpan AtOnce = TimeSpan.Zero;

    public async Task<IReadOnlyList<BrokerDeadLetter>> ListAsync(int limit, CancellationToken ct)
    {
        var letters = new List<BrokerDeadLetter>();
        foreach (var queue in Queues)
        {
            var locked = new List<ReceivedMessage>();
            try
            {
                while (locked.Count < limit && await ReceiveAsync(queue, ct) is { } message)
                {
                    locked.Add(message);
                    letters.Add(Letter(queue, message));
                }
            }
            finally
            {
                await LetGoAsync(locked);
            }
        }

        return letters;
    }

    public async Task<IReadOnlyList<BrokerDeadLetter>> ResendAsync(int limit, CancellationToken ct)
    {
        var letters = new List<BrokerDeadLetter>();
        foreach (var queue in Queues)
        {
            for (var sent = 0; sent < limit && await ReceiveAsync(queue, ct) is { } message; sent++)
            {
                letters.Add(Letter(queue, message) with { SentAgainAs = await CallAsync(() => api.ResendAsync(queue, message, ct)) });
            }
        }

        return letters;
    }

    private IEnumerable<string> Queues => lanes.Select(options.LaneQueue).Append(options.EventsQueue);

    private Task<ReceivedMessage?> ReceiveAsync(string queue, CancellationToken ct) => CallAsync(() => api.ReceiveDeadLetterAsync(queue, AtOnce, ct));

    private async Task LetGoAsync(List<ReceivedMessage> locked)
    {
        foreach (var message in locked)
        {
            try
            {
                await api.AbandonAsync(message, CancellationToken.None);
            }
            catch (ServiceBusException)
            {
                // Its lock runs out by itself.
            }
        }
    }

    private static async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        try
        {
            return await call();
        }
        catch (ServiceBusException failed)
        {
            throw new TransportUnavailableException(failed.Message, failed);
        }
    }

    private static BrokerDeadLetter Letter(string queue, ReceivedMessage message) => new(
        queue, message.MessageId, message.DeadLetterReason, message.DeadLetterDescription, message.DeliveryCount, message.EnqueuedAt);
}
