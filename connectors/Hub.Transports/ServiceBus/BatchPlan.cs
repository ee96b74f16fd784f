using System.Buffers;

namespace Hub.Transports.ServiceBus;

/// <summary>Cuts a list of messages into requests: batches within the limits of count and size, and single messages that fit no batch.</summary>
internal static class BatchPlan
{
    /// <summary>Pieces in order; one message alone is sent by itself.</summary>
    public static IEnumerable<IReadOnlyList<OutgoingMessage>> Cut(IReadOnlyList<OutgoingMessage> messages, ServiceBusOptions options)
    {
        var piece = new List<OutgoingMessage>();
        long bytes = 2;
        foreach (var message in messages)
        {
            var length = message.IsText ? message.Element().Length + 1 : int.MaxValue;
            var fits = length + 2L <= options.MaxMessageBytes;
            if (piece.Count > 0 && (!fits || piece.Count == options.MaxBatch || bytes + length > options.MaxMessageBytes))
            {
                yield return piece;
                (piece, bytes) = ([], 2);
            }

            if (!fits)
            {
                yield return [message];
                continue;
            }

            piece.Add(message);
            bytes += length;
        }

        if (piece.Count > 0)
        {
            yield return piece;
        }
    }

    public static ReadOnlyMemory<byte> Body(IReadOnlyList<OutgoingMessage> messages)
    {
        var buffer = new ArrayBufferWriter<byte>();
        buffer.Write("["u8);
        for (var i = 0; i < messages.Count; i++)
        {
            buffer.Write(i == 0 ? [] : ","u8);
            buffer.Write(messages[i].Element().Span);
        }

        buffer.Write("]"u8);
        return buffer.WrittenMemory;
    }
}
