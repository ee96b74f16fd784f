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
