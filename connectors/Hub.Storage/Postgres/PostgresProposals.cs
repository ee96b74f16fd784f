using Hub.Core.Approvals;
using Hub.Core.Trust;

namespace Hub.Storage.Postgres;

/// <summary>Every act under the gate: nobody else decides, edits a subject or proposes meanwhile.</summary>
internal sealed class PostgresProposals(PostgresRunner runner, IEnumerable<IPostgresProposalAct> acts) : IProposals
{
    private readonly Dictionary<string, IPostgresProposalAct> _acts = acts.ToDictionary(act => act.Kind, StringComparer.Ordinal);

    public Task<ProposalResult> ProposeAsync(ProposalDraft draft, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        if (!_acts.TryGetValue(draft.Kind, out var act))
        {
            return new ProposalResult(null, ProposalRefusal.NotFound);
        }

        if (await act.PresentAsync(session, draft.Subject, stop) is not { } present || ProposalDigest.Of(draft.Kind, draft.Subject, present.Span) != draft.Digest)
        {
            return new ProposalResult(null, ProposalRefusal.SubjectMoved);
        }

        if (await session.OpenProposalAsync(draft.Kind, draft.Subject, stop) is { } open)
        {
            if (!ProposalRules.IsOver(open, audit.At) && open.Digest == draft.Digest)
            {
                return open.Repeats(draft) ? new ProposalResult(open, IsRepeat: true) : new ProposalResult(open, ProposalRefusal.Taken);
            }

            var lapse = ProposalRules.Lapse(audit.At);
            await session.DecideAsync(ProposalRules.Decided(open, ProposalAct.Lapse, null, null, lapse), lapse, stop);
        }

        var proposal = draft.Proposed(present);
        await session.AddAsync(proposal, stop);
        session.Audit(ProposalRules.Audited(audit, proposal));
        return new ProposalResult(proposal);
    }, ct);

    public Task<ProposalResult> DecideAsync(Guid id, ProposalAct act, Person person, string? reason, AuditEntry audit, CancellationToken ct) => runner.RunUnderGateAsync(async (session, stop) =>
    {
        if (await session.ProposalAsync(id, stop) is not { } proposal)
        {
            return new ProposalResult(null, ProposalRefusal.NotFound);
        }

        var kind = _acts.GetValueOrDefault(proposal.Kind);
        if (kind is null && act is ProposalAct.Approve)
        {
            return new ProposalResult(null, ProposalRefusal.NotFound);
        }

        var present = act is ProposalAct.Approve ? await DigestAsync(session, kind!, proposal, stop) : null;
        var refusal = ProposalRules.Judge(proposal, act, person, audit.At, present);
        if (refusal is ProposalRefusal.Lapsed)
        {
            var lapse = ProposalRules.Lapse(audit.At);
            return new ProposalResult(await session.DecideAsync(ProposalRules.Decided(proposal, ProposalAct.Lapse, null, null, lapse), lapse, stop), refusal);
        }

        var decided = refusal is null ? ProposalRules.Decided(proposal, act, person, reason, audit) : proposal;
        if (refusal is null && act is ProposalAct.Approve && !await kind!.CarryOutAsync(session, decided, audit, stop))
        {
            refusal = ProposalRefusal.SubjectMoved;
        }

        return refusal is null ? new ProposalResult(await session.DecideAsync(decided, audit, stop)) : new ProposalResult(proposal, refusal);
    }, ct);

    public async Task<Proposal?> FindAsync(Guid id, CancellationToken ct) => await runner.ReadAsync((session, stop) => session.ProposalAsync(id, stop), ct);

    public Task<IReadOnlyList<Proposal>> ListAsync(ProposalFilter filter, Guid? after, int limit, CancellationToken ct) => runner.ReadAsync<IReadOnlyList<Proposal>>(async (session, stop) =>
        await session.Statement($"""
            SELECT {ProposalWriting.Listed} FROM proposals
            WHERE id > $1 AND ($2 IS NULL OR state = $2) AND ($3 IS NULL OR kind = $3) AND ($4 IS NULL OR subject = $4)
            ORDER BY id LIMIT $5
            """)
            .Bytes((after ?? Guid.Empty).ToByteArray(bigEndian: true)).Int((int?)filter.State).Text(filter.Kind).Text(filter.Subject).Int(limit).ReadAsync(ProposalWriting.Row, stop), ct);

    // The gate is for those who have something to write.
    public async Task<int> LapseAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        !await runner.ReadAsync(async (session, stop) => (await session.OverProposalsAsync(now, 1, stop)).Count > 0, ct) ? 0 : await runner.RunUnderGateAsync(async (session, stop) =>
        {
            var over = await session.OverProposalsAsync(now, limit, stop);
            foreach (var proposal in over)
            {
                await session.DecideAsync(ProposalRules.Decided(proposal, ProposalAct.Lapse, null, null, ProposalRules.Lapse(now)), ProposalRules.Lapse(now), stop);
            }

            return over.Count;
        }, ct);

    private static async Task<string?> DigestAsync(PostgresSession session, IPostgresProposalAct act, Proposal proposal, CancellationToken ct) =>
        await act.PresentAsync(session, proposal.Subject, ct) is { } present ? ProposalDigest.Of(proposal.Kind, proposal.Subject, present.Span) : null;
}
