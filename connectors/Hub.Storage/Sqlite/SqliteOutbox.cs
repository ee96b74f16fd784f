using Hub.Core.Envelopes;
using Hub.Core.Outbox;
using Hub.Core.Trust;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteOutbox(SqliteDatabase database, SqliteWriter writer, EnvelopeIds ids, TimeProvider clock) : IOutbox
{
    // Leases of a former process are gone before the first claim (rescue at start), so a token only has to be unique within this one.
    private long _lastLease = SqliteTime.Of(clock.GetUtcNow());
    private readonly ReceiverRounds _rounds = new();

    public Task<Claim<Delivery>> ClaimAsync(ClaimRequest request, CancellationToken ct)
    {
        var lease = Interlocked.Increment(ref _lastLease);
        return writer.RunAsync(session => session.Claim(request, _rounds, key =>
        {
            var delivery = Head(session, request.Lane, key, lease);
            session.Lease(request.Lane, key, lease, request.LeaseUntil, delivery.Envelope.Seq);
            return delivery;
        }), ct);
    }

    public Task<Claim<Notice>> AnnounceAsync(ClaimRequest request, CancellationToken ct) =>
        writer.RunAsync(session => session.Claim(request, _rounds, key =>
        {
            // Its own token for each: a broker hands them to different workers.
            var lease = Interlocked.Increment(ref _lastLease);
            session.Lease(request.Lane, key, lease, request.LeaseUntil, StrandLeasing.Untaken);
            return new Notice(request.Lane, key, lease);
        }), ct);

    public Task<IReadOnlyList<Delivery?>> TakeAsync(IReadOnlyList<Notice> notices, DateTimeOffset now, DateTimeOffset leaseUntil, CancellationToken ct) =>
        writer.RunAsync<IReadOnlyList<Delivery?>>(session =>
        {
            var taken = new Delivery?[notices.Count];
            for (var i = 0; i < taken.Length; i++)
            {
                var notice = notices[i];
                if (!session.IsAnnounced(notice))
                {
                    continue;
                }

                if (session.IsAtRest(notice.Lane))
                {
                    session.Release(notice, SqliteTime.AtOnce(now));
                    continue;
                }

                var delivery = Head(session, notice.Lane, notice.Key, notice.Lease);
                session.Lease(notice.Lane, notice.Key, notice.Lease, leaseUntil, delivery.Envelope.Seq);
                taken[i] = delivery;
            }

            return taken;
        }, ct);

    public Task ReleaseAsync(IReadOnlyList<Notice> notices, DateTimeOffset dueAt, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            foreach (var notice in notices)
            {
                session.Release(notice, dueAt <= clock.GetUtcNow() ? SqliteTime.AtOnce(dueAt) : SqliteTime.Of(dueAt));
            }
        }, ct);

    public Task SettleAsync(IReadOnlyList<Settlement> settlements, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            foreach (var settlement in settlements)
            {
                session.Settle(settlement, ids);
            }
        }, ct);

    public Task RefundAsync(IReadOnlyList<Charge> charges, DateTimeOffset dueAt, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            foreach (var (id, attempts) in charges.OrderByDescending(charge => charge.Attempts))
            {
                session.Statement("UPDATE envelopes SET attempts = attempts - 1 WHERE id = ? AND state = 0 AND attempts >= MAX(?, 1)").Bind(1, Key(id)).Bind(2, attempts).Run();
                session.Statement("""
                    UPDATE strands SET due_at = ?2 WHERE held = 0 AND lease = 0
                    AND (lane, key) IN (SELECT lane, key FROM envelopes WHERE id = ?1 AND state = 0)
                    """).Bind(1, Key(id)).Bind(2, SqliteTime.Of(dueAt)).Run();
            }
        }, ct);

    public Task<int> RescueAsync(DateTimeOffset now, bool all, CancellationToken ct) =>
        writer.RunAsync(session => session.Rescue(all ? long.MaxValue : SqliteTime.Of(now), SqliteTime.Of(now)), ct);

    public Task<DateTimeOffset?> NextDueAsync(string lane, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT MIN(due_at) FROM strands INDEXED BY strands_due WHERE lane = $lane AND held = 0 AND lease = 0", ("$lane", lane));
        var due = Scalar(command) as long?;
        return Task.FromResult(due < 0 && SqliteTime.Due(due) > clock.GetUtcNow() ? clock.GetUtcNow() : SqliteTime.Due(due));
    }

    public Task<int> CommandAsync(IReadOnlyList<EnvelopeDraft> drafts, AuditEntry audit, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var written = 0;
            foreach (var draft in drafts)
            {
                if (!IsWaiting(session, draft))
                {
                    session.Write(draft, null, null, audit.At);
                    written++;
                }
            }

            session.Audit(audit);
            return written;
        }, ct);

    public Task<IReadOnlyList<EnvelopeRecord>> OfEventAsync(long eventSeq, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            $"SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq WHERE v.event_seq = $seq ORDER BY v.seq",
            ("$seq", eventSeq));
        return Task.FromResult<IReadOnlyList<EnvelopeRecord>>([.. Read(command, Envelope).Select(record => History.Add(connection, record))]);
    }

    public Task<PartnerState?> StateAsync(string lane, string key, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            "SELECT json, doubt, checked_at FROM partner_state WHERE lane = $lane AND key = $key", ("$lane", lane), ("$key", key));
        return Task.FromResult(Read(command, r => new PartnerState(
            r.GetString(0), r.GetInt32(1), r.IsDBNull(2) ? null : SqliteTime.To(r.GetInt64(2)))).FirstOrDefault());
    }

    private static Delivery Head(SqliteSession session, string lane, string key, long lease)
    {
        var select = session.Statement("""
            SELECT v.seq, v.id, v.type, v.event_seq, COALESCE(v.body, e.data, X''), v.trace_parent, v.created_at, v.attempts, v.doubtful,
                   p.json, p.doubt, p.checked_at, e.id, e.source, e.time,
                   s.receiver, r.breaker, r.breaker_reason, r.open_since, r.probe_at, r.probes_failed, r.version
            FROM envelopes v
            JOIN strands s ON s.lane = v.lane AND s.key = v.key
            LEFT JOIN receivers r ON s.receiver <> '' AND r.lane = s.lane AND r.receiver = s.receiver
            LEFT JOIN events e ON e.seq = v.event_seq
            LEFT JOIN partner_state p ON p.lane = v.lane AND p.key = v.key
            WHERE v.lane = ? AND v.key = ? AND v.state < 2 ORDER BY v.seq LIMIT 1
            """).Bind(1, lane).Bind(2, key);
        if (!select.Step())
        {
            select.Reset();
            throw new InvalidOperationException($"The strand '{key}' of lane '{lane}' has no envelope.");
        }

        var delivery = new Delivery
        {
            Envelope = new Envelope
            {
                Seq = select.Long(0),
                Id = new EnvelopeId(new Guid(select.Bytes(1), bigEndian: true)),
                Lane = lane,
                Key = key,
                Type = select.Text(2),
                EventSeq = select.LongOrNull(3),
                Body = select.Bytes(4),
                TraceParent = select.TextOrNull(5),
                CreatedAt = SqliteTime.To(select.Long(6)),
            },
            Event = select.IsNull(12) ? null : new EventIdentity(select.Text(12), select.Text(13), SqliteTime.To(select.LongOrNull(14))),
            Attempts = select.Int(7),
            IsDoubtful = select.Int(8) != 0,
            State = select.IsNull(9) ? null : new PartnerState(select.Text(9), select.Int(10), SqliteTime.To(select.LongOrNull(11))),
            Lease = lease,
            Receiver = select.Text(15),
            Standing = select.Standing(16),
        };
        select.Reset();
        return delivery;
    }

    private static bool IsWaiting(SqliteSession session, EnvelopeDraft draft)
    {
        var select = session.Statement("SELECT 1 FROM envelopes WHERE lane = ? AND key = ? AND type = ? AND state < 2")
            .Bind(1, draft.Lane).Bind(2, draft.Key).Bind(3, draft.Type);
        var isWaiting = select.Step();
        select.Reset();
        return isWaiting;
    }

    private static byte[] Key(EnvelopeId id) => id.Value.ToByteArray(bigEndian: true);
}
