using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Trust;

namespace Hub.Core.Intake;

/// <summary>The way in: reads a verdict for every event of a request, and answers only after the accepted ones are durable.</summary>
public sealed class EventIntake(IInbox inbox, EventGate gate, SubmissionBuilder builder, TimeProvider clock)
{
    /// <param name="events">As they were read, refused ones included.</param>
    /// <param name="acceptedBy">Key id, or subject of a token.</param>
    /// <param name="traceParent">Trace of the request, for events that bring none of their own.</param>
    /// <param name="audit">Commits with the events; not written when there is nothing to store.</param>
    /// <returns>One result per event, in order.</returns>
    public async Task<IReadOnlyList<IntakeResult>> AcceptAsync(
        IReadOnlyList<ReadEvent> events, string acceptedBy, string? traceParent, AuditEntry audit, CancellationToken ct)
    {
        var now = clock.GetUtcNow();
        var results = new IntakeResult[events.Count];
        var submissions = new List<Submission>(events.Count);
        for (var i = 0; i < events.Count; i++)
        {
            if (Refuse(events[i], now, out var checkedEvent) is { } refusal)
            {
                results[i] = new IntakeResult.Refused(refusal);
                continue;
            }

            var traced = checkedEvent.TraceParent is null && traceParent is not null ? checkedEvent with { TraceParent = traceParent } : checkedEvent;
            submissions.Add(builder.Build(traced, acceptedBy, now));
        }

        if (submissions.Count == 0)
        {
            return results;
        }

        var verdicts = await inbox.AcceptAsync(submissions, audit, ct);
        for (int i = 0, next = 0; i < results.Length; i++)
        {
            if (results[i] is null)
            {
                results[i] = Read(verdicts[next], submissions[next]);
                next++;
            }
        }

        return results;
    }

    private Refusal? Refuse(ReadEvent read, DateTimeOffset now, out CloudEvent checkedEvent)
    {
        checkedEvent = read.Event!;
        if (read.Refusal is not null)
        {
            return read.Refusal;
        }

        (checkedEvent, var refusal) = gate.Check(read.Event!, now);
        return refusal;
    }

    private static IntakeResult Read(Verdict verdict, Submission submission) => verdict switch
    {
        Verdict.Accepted accepted => new IntakeResult.Accepted(accepted.Seq),
        Verdict.Duplicate duplicate => new IntakeResult.Duplicate(duplicate.Seq),
        Verdict.Conflict conflict => new IntakeResult.Conflict(conflict.Seq, submission.Digest, conflict.StoredDigest),
        _ => throw new InvalidOperationException($"Unknown verdict {verdict.GetType().Name}."),
    };
}
