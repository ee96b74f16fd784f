using Hub.Core.Trust;

namespace Hub.Core.Approvals;

/// <summary>Whether somebody may do something to a proposal. Pure: every store asks here, inside the transaction of the act.</summary>
public static class ProposalRules
{
    public const string LapseActor = "hub";
    public const string LapseAct = "approval.lapse";

    /// <param name="now">When the act is judged.</param>
    /// <param name="present">Digest of the subject as it stands at this moment; null when there is no such subject any more. Only an approval asks for it.</param>
    /// <returns>Null when it may.</returns>
    public static ProposalRefusal? Judge(Proposal proposal, ProposalAct act, Person person, DateTimeOffset now, string? present) =>
        ProposalStates.After(proposal.State, act) is null ? ProposalRefusal.WrongState
        : IsOver(proposal, now) ? ProposalRefusal.Lapsed
        : act is ProposalAct.Withdraw && !proposal.Maker.Equals(person) ? ProposalRefusal.NotMaker
        : act is ProposalAct.Approve or ProposalAct.Reject && proposal.Maker.Equals(person) ? ProposalRefusal.SamePerson
        : act is ProposalAct.Approve && present != proposal.Digest ? ProposalRefusal.SubjectMoved
        : null;

    public static bool IsOver(Proposal proposal, DateTimeOffset now) => proposal.State is ProposalState.Open && proposal.ExpiresAt <= now;

    /// <summary>The proposal as a decision leaves it.</summary>
    /// <param name="person">Null when it lapses.</param>
    public static Proposal Decided(Proposal proposal, ProposalAct act, Person? person, string? reason, AuditEntry audit) => proposal with
    {
        State = ProposalStates.After(proposal.State, act) ?? throw new InvalidOperationException($"A proposal that is {proposal.State} cannot {act}."),
        DecidedAt = Kept(audit.At),
        Checker = person,
        CheckerActor = person is null ? null : audit.Actor,
        DecisionReason = reason,
    };

    /// <summary>A time as stores keep it, so that what is answered is what is read later: in whole microseconds.</summary>
    public static DateTimeOffset Kept(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>What the audit says of a proposal that was just made or decided: persons by their codes, contents by their digests.</summary>
    public static AuditEntry Audited(AuditEntry audit, Proposal proposal) => audit with
    {
        Target = proposal.Id.ToString(),
        Detail = string.Join("; ", new[]
        {
            $"{ProposalStates.Name(proposal.State)} {proposal.Kind} {proposal.Subject}",
            $"maker {proposal.Maker.Code}",
            proposal.Checker is { } checker && proposal.State is not ProposalState.Withdrawn ? $"checker {checker.Code}" : null,
            $"judged on {proposal.Digest}",
            $"after {ProposalDigest.Of(proposal.Kind, proposal.Subject, proposal.After.Span)}",
            proposal.State is ProposalState.Open ? proposal.Reason : proposal.DecisionReason,
        }.Where(part => !string.IsNullOrEmpty(part))),
    };

    /// <summary>The audit's line of a proposal that lapses; complete it by <see cref="Audited"/>.</summary>
    public static AuditEntry Lapse(DateTimeOffset now) => new(now, LapseActor, null, LapseAct, null, "allowed");
}

/// <summary>Why nothing was done.</summary>
public enum ProposalRefusal
{
    /// <summary>There is no such proposal, or nothing of its kind can be carried out here.</summary>
    NotFound,

    /// <summary>It is decided already.</summary>
    WrongState,

    /// <summary>Its time is over; it has lapsed now, if not before.</summary>
    Lapsed,

    /// <summary>Only its maker may withdraw it.</summary>
    NotMaker,

    /// <summary>The maker cannot be the checker.</summary>
    SamePerson,

    /// <summary>Its subject is no longer what was judged.</summary>
    SubjectMoved,

    /// <summary>Another proposal about the same subject is open.</summary>
    Taken,
}
