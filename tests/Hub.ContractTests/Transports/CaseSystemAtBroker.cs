using System.Collections.Concurrent;
using System.Text;
using System.Text.Json;
using Hub.Core.Steps;
using Hub.Tests;
using Hub.Transports.RabbitMq;
using RabbitMQ.Client;
using RabbitMQ.Client.Events;

namespace Hub.ContractTests.Transports;

/// <summary>A case system that publishes its events to the broker and listens to what becomes of them.</summary>
internal sealed class CaseSystemAtBroker : IAsyncDisposable
{
    private readonly IConnection _connection;
    private readonly RabbitMqNames _names;
    private readonly ConcurrentQueue<(string? CorrelationId, JsonElement Json)> _verdicts = new();
    private readonly Signal _bell = new();

    private CaseSystemAtBroker(IConnection connection, IChannel channel, RabbitMqNames names)
    {
        _connection = connection;
        Channel = channel;
        _names = names;
    }

    public IChannel Channel { get; }

    /// <summary>Where this case system wants its verdicts.</summary>
    public string ReplyQueue { get; private set; } = "";

    public static async Task<CaseSystemAtBroker> ConnectAsync(RabbitMqNames names)
    {
        var connection = await RabbitQueues.ConnectAsync();
        var channel = await connection.CreateChannelAsync(new CreateChannelOptions(true, true));
        var self = new CaseSystemAtBroker(connection, channel, names);
        self.ReplyQueue = (await channel.QueueDeclareAsync()).QueueName;
        await self.ListenAsync(self.ReplyQueue);
        return self;
    }

    public async Task ListenAsync(string queue)
    {
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            _verdicts.Enqueue((message.BasicProperties.CorrelationId, JsonDocument.Parse(message.Body.ToArray()).RootElement.Clone()));
            _bell.Ring();
            return Task.CompletedTask;
        };
        await Channel.BasicConsumeAsync(queue, autoAck: true, consumer);
    }

    public async Task PublishAsync(string json, string? id = null, string? contentType = "application/cloudevents+json", string? replyTo = null, Dictionary<string, object?>? headers = null) =>
        await Channel.BasicPublishAsync(_names.EventExchange, "centre.events", mandatory: true, new BasicProperties
        {
            Persistent = true,
            ContentType = contentType,
            MessageId = id,
            CorrelationId = id,
            ReplyTo = replyTo ?? ReplyQueue,
            Headers = headers,
        }, Encoding.UTF8.GetBytes(json));

    /// <summary>Puts something into the parking queue, as the broker or an older hub would.</summary>
    public async Task ParkAsync(string body, string id, Dictionary<string, object?> headers) => await Channel.BasicPublishAsync(
        "", _names.ParkingQueue, mandatory: true, new BasicProperties { Persistent = true, ContentType = "application/cloudevents+json", MessageId = id, Headers = headers }, Encoding.UTF8.GetBytes(body));

    /// <summary>Waits for verdicts, in the order in which they came.</summary>
    public async Task<List<(string? CorrelationId, JsonElement Json)>> VerdictsAsync(int count)
    {
        while (true)
        {
            var seen = _bell.Rings;
            if (_verdicts.Count >= count)
            {
                return [.. _verdicts];
            }

            await _bell.RungAfterAsync(seen).WaitAsync(Hang.Limit);
        }
    }

    /// <summary>Takes what lies in a queue until there is nothing more.</summary>
    public async Task<List<BasicGetResult>> DrainAsync(string queue)
    {
        var messages = new List<BasicGetResult>();
        while (await Channel.BasicGetAsync(queue, autoAck: true) is { } message)
        {
            messages.Add(message);
        }

        return messages;
    }

    /// <summary>What lies in the queue of events, which only a consumer may read, and one at a time: everything before a last message of ours.</summary>
    public async Task<List<string?>> LeftAsync()
    {
        const string Last = "the last";
        await Channel.BasicPublishAsync("", _names.EventQueue, mandatory: true, new BasicProperties { MessageId = Last }, ReadOnlyMemory<byte>.Empty);
        var left = new List<string?>();
        var end = new TaskCompletionSource();
        var consumer = new AsyncEventingBasicConsumer(Channel);
        consumer.ReceivedAsync += (_, message) =>
        {
            if (message.BasicProperties.MessageId == Last)
            {
                end.TrySetResult();
            }
            else
            {
                left.Add(message.BasicProperties.MessageId);
            }

            return Task.CompletedTask;
        };
        var tag = await Channel.BasicConsumeAsync(_names.EventQueue, autoAck: true, consumer);
        await end.Task.WaitAsync(Hang.Limit);
        await Channel.BasicCancelAsync(tag);
        return left;
    }

    public async ValueTask DisposeAsync() => await _connection.DisposeAsync();
}
