using System.Globalization;
using Azure.Core;
using Microsoft.Extensions.Logging;

namespace Hub.Transports.ServiceBus;

/// <summary>HTTP side of Service Bus' REST data plane (vendor's "Service Bus REST API": send message, send message batch, peek-lock, unlock, renew-lock, delete message).</summary>
public sealed class ServiceBusApi : IServiceBusApi, IDisposable
{
    private const string BatchType = "application/vnd.microsoft.servicebus.json";
    private readonly ServiceBusOptions _options;
    private readonly TimeProvider _clock;
    private readonly ServiceBusConnection _connection;

    /// <param name="random">Spreads the repeats of many callers.</param>
    /// <param name="credential">Takes the place of the key or the managed identity.</param>
    /// <exception cref="ArgumentException">A setting is wrong.</exception>
    public ServiceBusApi(ServiceBusOptions options, TimeProvider clock, Random random, ILogger<ServiceBusApi> logger, TokenCredential? credential = null)
    {
        _options = options;
        _clock = clock;
        _connection = new ServiceBusConnection(options, credential, clock, random, logger);
    }

    public Task SendAsync(string queue, ServiceBusMessage message, CancellationToken ct) => SendOneAsync(queue, Outgoing(message), ct);

    public async Task<SentBatch> SendBatchAsync(string queue, IReadOnlyList<ServiceBusMessage> messages, CancellationToken ct)
    {
        var sent = 0;
        var waiting = new Stack<IReadOnlyList<OutgoingMessage>>(BatchPlan.Cut([.. messages.Select(Outgoing)], _options).Reverse());
        while (waiting.TryPop(out var piece))
        {
            try
            {
                await (piece.Count == 1 ? SendOneAsync(queue, piece[0], ct) : SendPieceAsync(queue, piece, ct));
                sent += piece.Count;
            }
            catch (ServiceBusException tooLarge) when (tooLarge.Reason == ServiceBusReason.TooLarge && piece.Count > 1)
            {
                // The service counts by its own measure; nothing of the batch was taken.
                waiting.Push([.. piece.Skip(piece.Count / 2)]);
                waiting.Push([.. piece.Take(piece.Count / 2)]);
            }
            catch (ServiceBusException fault)
            {
                return new SentBatch(sent, fault);
            }
        }

        return new SentBatch(sent, null);
    }

    public Task<ReceivedMessage?> ReceiveAsync(string queue, TimeSpan wait, CancellationToken ct) => HeadAsync("receive", queue, wait, RequestMethod.Post, ct);

    public Task<ReceivedMessage?> ReceiveDeadLetterAsync(string queue, TimeSpan wait, CancellationToken ct) =>
        HeadAsync("receive dead letter", DeadLetters.Of(queue), wait, RequestMethod.Post, ct);

    public Task<ReceivedMessage?> ReceiveAndDeleteAsync(string queue, TimeSpan wait, CancellationToken ct) => HeadAsync("receive and delete", queue, wait, RequestMethod.Delete, ct);

    public async Task<ReceivedMessage> RenewAsync(ReceivedMessage message, CancellationToken ct)
    {
        var asked = _clock.GetUtcNow();
        await SettleAsync("renew", RequestMethod.Post, message, ct);
        return message with { LockedUntil = asked + message.LockFor };
    }

    public Task CompleteAsync(ReceivedMessage message, CancellationToken ct) => SettleAsync("complete", RequestMethod.Delete, message, ct);

    public Task AbandonAsync(ReceivedMessage message, CancellationToken ct) => SettleAsync("abandon", RequestMethod.Put, message, ct);

    public async Task<string> ResendAsync(string queue, ReceivedMessage deadLetter, CancellationToken ct)
    {
        var copy = DeadLetters.Copy(deadLetter);
        await SendAsync(queue, copy, ct);
        await CompleteAsync(deadLetter, ct);
        return copy.MessageId!;
    }

    public void Dispose() => _connection.Dispose();

    private OutgoingMessage Outgoing(ServiceBusMessage message)
    {
        var outgoing = new OutgoingMessage(message);
        return outgoing.Size <= _options.MaxMessageBytes
            ? outgoing
            : throw new ServiceBusException(
                ServiceBusReason.TooLarge, string.Create(CultureInfo.InvariantCulture, $"the message has {outgoing.Size} bytes with its properties, the limit is {_options.MaxMessageBytes}"));
    }

    private Task<bool> SendOneAsync(string queue, OutgoingMessage message, CancellationToken ct) =>
        _connection.CallAsync(
            new ServiceBusCall("send", queue, RequestMethod.Post, Target(queue, "/messages"))
            {
                Body = message.Message.Body,
                ContentType = message.Message.ContentType ?? "application/octet-stream",
                Headers = [("BrokerProperties", message.BrokerProperties), .. message.Properties],
                Expected = 201,
                IsRepeatable = message.Message.MessageId is not null,
            },
            static (_, _) => true, ct);

    private Task<bool> SendPieceAsync(string queue, IReadOnlyList<OutgoingMessage> piece, CancellationToken ct) =>
        _connection.CallAsync(
            new ServiceBusCall("send batch", queue, RequestMethod.Post, Target(queue, "/messages"))
            {
                Body = BatchPlan.Body(piece),

                // Exactly so: with a charset behind it the service takes the batch for one message.
                ContentType = BatchType,
                Expected = 201,
                IsRepeatable = piece.All(message => message.Message.MessageId is not null),
            },
            static (_, _) => true, ct);

    private Task<ReceivedMessage?> HeadAsync(string operation, string entity, TimeSpan wait, RequestMethod method, CancellationToken ct)
    {
        var isLocking = method == RequestMethod.Post;
        var seconds = Math.Max(0, (long)wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        return _connection.CallAsync(
            new ServiceBusCall(operation, entity, method, Target(entity, "/messages/head?timeout=" + seconds))
            {
                Expected = isLocking ? 201 : 200,
                Nothing = 204,
                IsRepeatable = isLocking,
                Patience = wait,
            },
            (response, body) => ReceivedReader.Read(response, body, entity, isLocking ? _connection.Address : null, _clock.GetUtcNow()), ct);
    }

    private Task<bool> SettleAsync(string operation, RequestMethod method, ReceivedMessage message, CancellationToken ct)
    {
        var location = message.Location ?? throw new InvalidOperationException("A message that was received and deleted cannot be settled.");
        return _connection.CallAsync(
            new ServiceBusCall(operation, message.Entity, method, location) { Expected = 200, IsLocked = true }, static (_, _) => true, ct);
    }

    private Uri Target(string entity, string rest) =>
        entity.Length > 0 && entity.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or '.' or '/' or '$') && entity[0] != '/'
            ? new Uri(_connection.Address, entity + rest)
            : throw new ArgumentException($"'{entity}' is no name of a queue.");
}
