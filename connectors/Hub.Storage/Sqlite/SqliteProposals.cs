using Hub.Core.Approvals;
using Hub.Core.Trust;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteProposals(SqliteDatabase database, SqliteWriter writer, IEnumerable<ISqliteProposalAct> acts) : IProposals
{
    private readonly Dictionary<string, ISqliteProposalAct> _acts = acts.ToDictionary(act => act.Kind, StringComparer.Ordinal);

    public Task<ProposalResult> ProposeAsync(ProposalDraft draft, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        if (!_acts.TryGetValue(draft.Kind, out var act))
        {
            return new ProposalResult(null, ProposalRefusal.NotFound);
        }

        if (act.Present(session, draft.Subject) is not { } present || ProposalDigest.Of(draft.Kind, draft.Subject, present.Span) != draft.Digest)
        {
            return new ProposalResult(null, ProposalRefusal.SubjectMoved);
        }

        if (session.OpenProposal(draft.Kind, draft.Subject) is { } open)
        {
            if (!ProposalRules.IsOver(open, audit.At) && open.Digest == draft.Digest)
            {
                return open.Repeats(draft) ? new ProposalResult(open, IsRepeat: true) : new ProposalResult(open, ProposalRefusal.Taken);
            }

            var lapse = ProposalRules.Lapse(audit.At);
            session.Decide(ProposalRules.Decided(open, ProposalAct.Lapse, null, null, lapse), lapse);
        }

        var proposal = draft.Proposed(present);
        session.Add(proposal);
        session.Audit(ProposalRules.Audited(audit, proposal));
        return new ProposalResult(proposal);
    }, ct);

    public Task<ProposalResult> DecideAsync(Guid id, ProposalAct act, Person person, string? reason, AuditEntry audit, CancellationToken ct) => writer.RunAsync(session =>
    {
        if (session.Proposal(id) is not { } proposal)
        {
            return new ProposalResult(null, ProposalRefusal.NotFound);
        }

        var kind = _acts.GetValueOrDefault(proposal.Kind);
        if (kind is null && act is ProposalAct.Approve)
        {
            return new ProposalResult(null, ProposalRefusal.NotFound);
        }

        var present = act is ProposalAct.Approve ? Digest(session, kind!, proposal) : null;
        var refusal = ProposalRules.Judge(proposal, act, person, audit.At, present);
        if (refusal is ProposalRefusal.Lapsed)
        {
            var lapse = ProposalRules.Lapse(audit.At);
            return new ProposalResult(session.Decide(ProposalRules.Decided(proposal, ProposalAct.Lapse, null, null, lapse), lapse), refusal);
        }

        var decided = refusal is null ? ProposalRules.Decided(proposal, act, person, reason, audit) : proposal;
        if (refusal is null && act is ProposalAct.Approve && !kind!.CarryOut(session, decided, audit))
        {
            refusal = ProposalRefusal.SubjectMoved;
        }

        return refusal is null ? new ProposalResult(session.Decide(decided, audit)) : new ProposalResult(proposal, refusal);
    }, ct);

    public Task<Proposal?> FindAsync(Guid id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {ProposalWriting.Columns} FROM proposals WHERE id = $id", ("$id", id.ToByteArray(bigEndian: true)));
        return Task.FromResult(Read(command, ProposalWriting.Row).FirstOrDefault());
    }

    public Task<IReadOnlyList<Proposal>> ListAsync(ProposalFilter filter, Guid? after, int limit, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT {ProposalWriting.Listed} FROM proposals
            WHERE id > $after{(filter.State is null ? "" : " AND state = $state")}{(filter.Kind is null ? "" : " AND kind = $kind")}{(filter.Subject is null ? "" : " AND subject = $subject")}
            ORDER BY id LIMIT $limit
            """,
            ("$after", (after ?? Guid.Empty).ToByteArray(bigEndian: true)), ("$state", (int?)filter.State), ("$kind", filter.Kind), ("$subject", filter.Subject), ("$limit", limit));
        return Task.FromResult<IReadOnlyList<Proposal>>(Read(command, ProposalWriting.Row));
    }

    public Task<int> LapseAsync(DateTimeOffset now, int limit, CancellationToken ct) => writer.RunAsync(session =>
    {
        var over = session.OverProposals(now, limit);
        foreach (var proposal in over)
        {
            session.Decide(ProposalRules.Decided(proposal, ProposalAct.Lapse, null, null, ProposalRules.Lapse(now)), ProposalRules.Lapse(now));
        }

        return over.Count;
    }, ct);

    private static string? Digest(SqliteSession session, ISqliteProposalAct act, Proposal proposal) =>
        act.Present(session, proposal.Subject) is { } present ? ProposalDigest.Of(proposal.Kind, proposal.Subject, present.Span) : null;
}
