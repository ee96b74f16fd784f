using Azure.Core.Amqp;
using Azure.Messaging.ServiceBus;
using Microsoft.Azure.Functions.Worker.Converters;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Hub.Functions.Azure.Worker;

/// <summary>Reads messages as the host hands them over whole: sixteen bytes of the lock's token, then the message in AMQP's encoding.</summary>
[SupportsDeferredBinding]
[SupportedTargetType(typeof(ServiceBusReceivedMessage))]
[SupportedTargetType(typeof(ServiceBusReceivedMessage[]))]
internal sealed class ReceivedMessageConverter : IInputConverter
{
    private const string Source = "AzureServiceBusReceivedMessage";
    private const string Encoding = "application/octet-stream";
    private const int TokenBytes = 16;

    public ValueTask<ConversionResult> ConvertAsync(ConverterContext context)
    {
        try
        {
            return ValueTask.FromResult(context.Source switch
            {
                ModelBindingData one => Converted(context.TargetType, [Read(one)]),
                CollectionModelBindingData many => Converted(context.TargetType, [.. many.ModelBindingData.Select(Read)]),
                _ => ConversionResult.Unhandled(),
            });
        }
#pragma warning disable CA1031 // The worker wants a failure as a value; the invocation then fails with it.
        catch (Exception unreadable)
#pragma warning restore CA1031
        {
            return ValueTask.FromResult(ConversionResult.Failed(unreadable));
        }
    }

    private static ConversionResult Converted(Type target, ServiceBusReceivedMessage[] messages) =>
        target == typeof(ServiceBusReceivedMessage[]) ? ConversionResult.Success(messages)
            : target == typeof(ServiceBusReceivedMessage) && messages.Length == 1 ? ConversionResult.Success(messages[0])
            : ConversionResult.Unhandled();

    private static ServiceBusReceivedMessage Read(ModelBindingData data)
    {
        if (data.Source != Source || data.ContentType != Encoding || data.Content.ToMemory().Length < TokenBytes)
        {
            throw new InvalidDataException($"No message of Service Bus: {data.Source}, {data.ContentType}.");
        }

        var content = data.Content.ToMemory();
        return ServiceBusReceivedMessage.FromAmqpMessage(
            AmqpAnnotatedMessage.FromBytes(BinaryData.FromBytes(content[TokenBytes..])), BinaryData.FromBytes(content[..TokenBytes]));
    }
}
