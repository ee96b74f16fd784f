using Hub.Core.Approvals;
using Hub.Core.Trust;
using Microsoft.Data.Sqlite;

namespace Hub.Storage.Sqlite;

/// <summary>Reads and writes proposals inside the running transaction.</summary>
internal static class ProposalWriting
{
    public const string Columns =
        "id, kind, subject, digest, maker, maker_actor, reason, proposed_at, expires_at, state, type, dossier, limit_class, decided_at, checker, checker_actor, decision_reason, old_value, new_value";

    /// <summary>Without what may be long.</summary>
    public const string Listed =
        "id, kind, subject, digest, maker, maker_actor, reason, proposed_at, expires_at, state, type, dossier, limit_class, decided_at, checker, checker_actor, decision_reason, X'', X''";

    public static Proposal Row(SqliteDataReader r) => new(
        new Guid(r.GetFieldValue<byte[]>(0), bigEndian: true), r.GetString(1), r.GetString(2), r.GetString(3), Known(r.GetString(4)), r.GetString(5), r.GetString(6),
        SqliteTime.To(r.GetInt64(7)), SqliteTime.To(r.GetInt64(8)))
    {
        State = (ProposalState)r.GetInt32(9),
        Type = r.IsDBNull(10) ? null : r.GetString(10),
        Dossier = r.IsDBNull(11) ? null : r.GetString(11),
        LimitClass = r.IsDBNull(12) ? null : r.GetString(12),
        DecidedAt = r.IsDBNull(13) ? null : SqliteTime.To(r.GetInt64(13)),
        Checker = r.IsDBNull(14) ? null : Known(r.GetString(14)),
        CheckerActor = r.IsDBNull(15) ? null : r.GetString(15),
        DecisionReason = r.IsDBNull(16) ? null : r.GetString(16),
        Before = r.GetFieldValue<byte[]>(17),
        After = r.GetFieldValue<byte[]>(18),
    };

    public static Proposal? Proposal(this SqliteSession session, Guid id) =>
        All(session.Statement($"SELECT {Columns} FROM proposals WHERE id = ?").Bind(1, id.ToByteArray(bigEndian: true))).FirstOrDefault();

    public static Proposal? OpenProposal(this SqliteSession session, string kind, string subject) =>
        All(session.Statement($"SELECT {Columns} FROM proposals WHERE kind = ? AND subject = ? AND state = 0").Bind(1, kind).Bind(2, subject)).FirstOrDefault();

    public static List<Proposal> OverProposals(this SqliteSession session, DateTimeOffset now, int limit) =>
        All(session.Statement($"SELECT {Columns} FROM proposals WHERE state = 0 AND expires_at <= ? ORDER BY expires_at LIMIT ?").Bind(1, SqliteTime.Of(now)).Bind(2, limit));

    public static void Add(this SqliteSession session, Proposal proposal) => session.Statement($"""
        INSERT INTO proposals ({Columns}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
        """)
        .Bind(1, proposal.Id.ToByteArray(bigEndian: true)).Bind(2, proposal.Kind).Bind(3, proposal.Subject).Bind(4, proposal.Digest).Bind(5, proposal.Maker.Name)
        .Bind(6, proposal.MakerActor).Bind(7, proposal.Reason).Bind(8, SqliteTime.Of(proposal.ProposedAt)).Bind(9, SqliteTime.Of(proposal.ExpiresAt)).Bind(10, (long)proposal.State)
        .Bind(11, proposal.Type).Bind(12, proposal.Dossier).Bind(13, proposal.LimitClass).Bind(14, SqliteTime.Of(proposal.DecidedAt)).Bind(15, proposal.Checker?.Name)
        .Bind(16, proposal.CheckerActor).Bind(17, proposal.DecisionReason).Bind(18, proposal.Before.Span).Bind(19, proposal.After.Span).Run();

    /// <summary>Stores what was decided, with its audit line.</summary>
    public static Proposal Decide(this SqliteSession session, Proposal decided, AuditEntry audit)
    {
        session.Statement("UPDATE proposals SET state = ?2, decided_at = ?3, checker = ?4, checker_actor = ?5, decision_reason = ?6 WHERE id = ?1 AND state = 0")
            .Bind(1, decided.Id.ToByteArray(bigEndian: true)).Bind(2, (long)decided.State).Bind(3, SqliteTime.Of(decided.DecidedAt)).Bind(4, decided.Checker?.Name)
            .Bind(5, decided.CheckerActor).Bind(6, decided.DecisionReason).Run();
        session.Audit(ProposalRules.Audited(audit, decided));
        return decided;
    }

    private static List<Proposal> All(SqliteStatement select)
    {
        var found = new List<Proposal>();
        while (select.Step())
        {
            found.Add(new Proposal(
                new Guid(select.Bytes(0), bigEndian: true), select.Text(1), select.Text(2), select.Text(3), Known(select.Text(4)), select.Text(5), select.Text(6),
                SqliteTime.To(select.Long(7)), SqliteTime.To(select.Long(8)))
            {
                State = (ProposalState)select.Int(9),
                Type = select.TextOrNull(10),
                Dossier = select.TextOrNull(11),
                LimitClass = select.TextOrNull(12),
                DecidedAt = select.LongOrNull(13) is { } at ? SqliteTime.To(at) : null,
                Checker = select.TextOrNull(14) is { } checker ? Known(checker) : null,
                CheckerActor = select.TextOrNull(15),
                DecisionReason = select.TextOrNull(16),
                Before = select.Bytes(17),
                After = select.Bytes(18),
            });
        }

        select.Reset();
        return found;
    }

    private static Person Known(string name) => Person.Of(name) ?? throw new InvalidOperationException("A proposal is stored without its person.");
}
