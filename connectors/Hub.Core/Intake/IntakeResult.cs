using System.Buffers;

namespace Hub.Core.Intake;

/// <summary>What became of one event of a request.</summary>
public abstract record IntakeResult
{
    private IntakeResult() { }

    public sealed record Accepted(long Seq) : IntakeResult;

    public sealed record Duplicate(long Seq) : IntakeResult;

    /// <summary>The same source and id are stored with another content.</summary>
    public sealed record Conflict(long Seq, ReadOnlyMemory<byte> Sent, ReadOnlyMemory<byte> Stored) : IntakeResult;

    public sealed record Refused(Refusal Refusal) : IntakeResult;
}

/// <summary>Writes the JSON that a sender is told, one result for each event, in the shape of the answer to <c>POST /events</c>. Called once for each message.</summary>
public delegate void VerdictWriter(ArrayBufferWriter<byte> json, IReadOnlyList<ReadEvent> events, IReadOnlyList<IntakeResult> results);
