using System.Buffers;
using Hub.Core.Intake;

namespace Hub.Transports.RabbitMq;

/// <summary>What the host decides about events that come off the queue: the same as over HTTP.</summary>
public sealed record EventQueueOptions
{
    public required IntakeLimits Limits { get; init; }

    /// <summary>Bytes of one message body.</summary>
    public required int MaxBodyBytes { get; init; }

    /// <summary>Writes the JSON that the sender is told, one result for each event, in the shape of the answer to <c>POST /events</c>.</summary>
    public required Action<ArrayBufferWriter<byte>, IReadOnlyList<ReadEvent>, IReadOnlyList<IntakeResult>> WriteVerdict { get; init; }
}
