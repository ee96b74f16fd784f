using Hub.Core.Dossiers;
using Hub.Core.Envelopes;
using Hub.Core.Events;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Storage.Sqlite;

internal sealed class SqliteDossiers(SqliteDatabase database, SqliteWriter writer) : IDossiers
{
    private const string DossierColumns = "d.code, d.procedure_code, d.first_at, d.last_at, d.status, d.status_at, d.closed";

    public Task<DossierRow?> FindAsync(string code, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"SELECT {DossierColumns} FROM dossiers d WHERE d.code = $code", ("$code", code));
        return Task.FromResult(Read(command, Dossier).FirstOrDefault());
    }

    public Task<IReadOnlyList<DossierEvent>> EventsAsync(string lane, string code, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, """
            SELECT e.seq, e.id, e.type, COALESCE(e.time, e.received_at),
                CASE WHEN EXISTS (SELECT 1 FROM body_edits b WHERE b.envelope_seq = v.seq) THEN v.body ELSE e.data END, COALESCE(v.state IN (3, 4), 0)
            FROM events e LEFT JOIN envelopes v ON v.event_seq = e.seq AND v.lane = $lane
            WHERE e.subject = $code AND e.direction = 0 ORDER BY 4, e.seq
            """, ("$lane", lane), ("$code", code));
        return Task.FromResult<IReadOnlyList<DossierEvent>>(Read(command, r => new DossierEvent(
            r.GetInt64(0), r.GetString(1), r.GetString(2), SqliteTime.To(r.GetInt64(3)), r.GetFieldValue<byte[]>(4), r.GetInt32(5) != 0)));
    }

    public Task<IReadOnlyList<StoredEvent>> TimelineAsync(string code, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection,
            $"SELECT {EventColumns} FROM events e WHERE e.subject = $code ORDER BY COALESCE(e.time, e.received_at), e.seq", ("$code", code));
        return Task.FromResult<IReadOnlyList<StoredEvent>>(Read(command, Event));
    }

    public Task<IReadOnlyList<EnvelopeRecord>> EnvelopesAsync(string code, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, $"""
            SELECT {EnvelopeColumns} FROM envelopes v LEFT JOIN events e ON e.seq = v.event_seq
            WHERE v.event_seq IN (SELECT seq FROM events WHERE subject = $code) OR (v.key = $code AND v.event_seq IS NULL) ORDER BY v.seq
            """, ("$code", code));
        return Task.FromResult<IReadOnlyList<EnvelopeRecord>>([.. Read(command, Envelope).Select(record => History.AddDue(connection, record))]);
    }

    public Task<IReadOnlyList<DossierCheck>> ToCheckAsync(
        string lane, DateTimeOffset since, DateTimeOffset checkedBefore, int limit, CancellationToken ct)
    {
        const string columns = $"""
            {DossierColumns}, p.json, p.doubt, p.checked_at,
            NOT EXISTS (SELECT 1 FROM strands s WHERE s.lane = $lane AND s.key = d.code AND s.held = 0)
            """;
        using var connection = database.OpenReader();
        using var doubtful = Command(connection, $"""
            SELECT {columns} FROM partner_state p JOIN dossiers d ON d.code = p.key
            WHERE p.lane = $lane AND p.doubt > 0 AND d.first_at >= $since AND (p.checked_at IS NULL OR p.checked_at < $before)
            ORDER BY p.doubt DESC, d.first_at DESC LIMIT $limit
            """, ("$lane", lane), ("$since", SqliteTime.Of(since)), ("$before", SqliteTime.Of(checkedBefore)), ("$limit", limit));
        var found = Read(doubtful, Check);
        if (found.Count < limit)
        {
            using var rest = Command(connection, $"""
                SELECT {columns} FROM dossiers d LEFT JOIN partner_state p ON p.lane = $lane AND p.key = d.code
                WHERE d.first_at >= $since AND COALESCE(p.doubt, 0) = 0 AND (p.checked_at IS NULL OR p.checked_at < $before)
                ORDER BY d.first_at DESC, d.code DESC LIMIT $limit
                """, ("$lane", lane), ("$since", SqliteTime.Of(since)), ("$before", SqliteTime.Of(checkedBefore)), ("$limit", limit - found.Count));
            found.AddRange(Read(rest, Check));
        }

        return Task.FromResult<IReadOnlyList<DossierCheck>>(found);
    }

    public Task<long> CountSinceAsync(DateTimeOffset since, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT COUNT(*) FROM dossiers WHERE first_at >= $since", ("$since", SqliteTime.Of(since)));
        return Task.FromResult((long)Scalar(command)!);
    }

    public Task<bool> SaveCheckAsync(string lane, string code, PartnerState? expected, PartnerState found, CancellationToken ct) =>
        writer.RunAsync(session =>
        {
            var select = session.Statement("SELECT json, doubt FROM partner_state WHERE lane = ? AND key = ?").Bind(1, lane).Bind(2, code);
            var unchanged = select.Step() ? select.Text(0) == expected?.Json && select.Int(1) == expected.Doubt : expected is null;
            select.Reset();
            if (unchanged)
            {
                session.Save(lane, code, found);
            }

            return unchanged;
        }, ct);

    private static DossierRow Dossier(SqliteDataReader r) => new(
        r.GetString(0), r.IsDBNull(1) ? null : r.GetString(1), SqliteTime.To(r.GetInt64(2)), SqliteTime.To(r.GetInt64(3)),
        r.IsDBNull(4) ? null : r.GetString(4), r.IsDBNull(5) ? null : SqliteTime.To(r.GetInt64(5)), r.GetInt32(6) != 0);

    private static DossierCheck Check(SqliteDataReader r) => new(
        Dossier(r),
        r.IsDBNull(7) ? null : new PartnerState(r.GetString(7), r.GetInt32(8), r.IsDBNull(9) ? null : SqliteTime.To(r.GetInt64(9))),
        r.GetInt32(10) != 0);
}
