using Hub.Core.Approvals;
using Hub.Core.Trust;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>Reads and writes proposals in a session; writes only under the gate.</summary>
internal static class ProposalWriting
{
    public const string Columns =
        "id, kind, subject, digest, maker, maker_actor, reason, proposed_at, expires_at, state, type, dossier, limit_class, decided_at, checker, checker_actor, decision_reason, old_value, new_value";

    /// <summary>Without what may be long.</summary>
    public const string Listed =
        "id, kind, subject, digest, maker, maker_actor, reason, proposed_at, expires_at, state, type, dossier, limit_class, decided_at, checker, checker_actor, decision_reason, ''::bytea, ''::bytea";

    public static Proposal Row(NpgsqlDataReader r) => new(
        new Guid(r.GetFieldValue<byte[]>(0), bigEndian: true), r.Str(1), r.Str(2), r.Str(3), Known(r.Str(4)), r.Str(5), r.Str(6), PostgresTime.To(r.GetInt64(7)), PostgresTime.To(r.GetInt64(8)))
    {
        State = (ProposalState)r.GetInt32(9),
        Type = r.Text(10),
        Dossier = r.Text(11),
        LimitClass = r.Text(12),
        DecidedAt = r.Time(13),
        Checker = r.Text(14) is { } checker ? Known(checker) : null,
        CheckerActor = r.Text(15),
        DecisionReason = r.Text(16),
        Before = r.GetFieldValue<byte[]>(17),
        After = r.GetFieldValue<byte[]>(18),
    };

    public static async Task<Proposal?> ProposalAsync(this PostgresSession session, Guid id, CancellationToken ct) =>
        (await session.Statement($"SELECT {Columns} FROM proposals WHERE id = $1").Bytes(id.ToByteArray(bigEndian: true)).ReadAsync(Row, ct)).FirstOrDefault();

    public static async Task<Proposal?> OpenProposalAsync(this PostgresSession session, string kind, string subject, CancellationToken ct) =>
        (await session.Statement($"SELECT {Columns} FROM proposals WHERE kind = $1 AND subject = $2 AND state = 0").Text(kind).Text(subject).ReadAsync(Row, ct)).FirstOrDefault();

    public static Task<List<Proposal>> OverProposalsAsync(this PostgresSession session, DateTimeOffset now, int limit, CancellationToken ct) =>
        session.Statement($"SELECT {Columns} FROM proposals WHERE state = 0 AND expires_at <= $1 ORDER BY expires_at LIMIT $2").Time(now).Int(limit).ReadAsync(Row, ct);

    public static Task AddAsync(this PostgresSession session, Proposal proposal, CancellationToken ct) => session.Statement($"""
        INSERT INTO proposals ({Columns}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18, $19)
        """)
        .Bytes(proposal.Id.ToByteArray(bigEndian: true)).Text(proposal.Kind).Text(proposal.Subject).Text(proposal.Digest).Text(proposal.Maker.Name).Text(proposal.MakerActor)
        .Text(proposal.Reason).Time(proposal.ProposedAt).Time(proposal.ExpiresAt).Int((int)proposal.State).Text(proposal.Type).Text(proposal.Dossier).Text(proposal.LimitClass)
        .Time(proposal.DecidedAt).Text(proposal.Checker?.Name).Text(proposal.CheckerActor).Text(proposal.DecisionReason).Bytes(proposal.Before).Bytes(proposal.After).RunAsync(ct);

    /// <summary>Stores what was decided, with its audit line.</summary>
    public static async Task<Proposal> DecideAsync(this PostgresSession session, Proposal decided, AuditEntry audit, CancellationToken ct)
    {
        await session.Statement("UPDATE proposals SET state = $2, decided_at = $3, checker = $4, checker_actor = $5, decision_reason = $6 WHERE id = $1 AND state = 0")
            .Bytes(decided.Id.ToByteArray(bigEndian: true)).Int((int)decided.State).Time(decided.DecidedAt).Text(decided.Checker?.Name).Text(decided.CheckerActor)
            .Text(decided.DecisionReason).RunAsync(ct);
        session.Audit(ProposalRules.Audited(audit, decided));
        return decided;
    }

    private static Person Known(string name) => Person.Of(name) ?? throw new InvalidOperationException("A proposal is stored without its person.");
}
