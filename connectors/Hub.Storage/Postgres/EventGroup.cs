using Hub.Core.Envelopes;
using Hub.Core.Events;
using Hub.Core.Inbox;
using Hub.Core.Lanes;
using Npgsql;

namespace Hub.Storage.Postgres;

/// <summary>
/// Submissions that are written together: each event once, with its envelopes and the state that follows from it, in a handful of statements
/// however many they are.
/// </summary>
internal sealed class EventGroup(IReadOnlyList<Submission> submissions, EnvelopeIds ids)
{
    private const string AnyType = "*";
    private readonly bool _hasOut = submissions.Any(submission => submission.Direction == EventDirection.Out);
    private readonly Verdict?[] _verdicts = new Verdict?[submissions.Count];
    private ILookup<string, string> _subscribers = Array.Empty<string>().ToLookup(type => type);
    private HashSet<long>? _inserted;

    /// <summary>Gives each new event its number; the gate must be taken by a former statement.</summary>
    /// <param name="floor">The least number there may be.</param>
    public void Ask(PostgresBatch batch, long floor)
    {
        batch.Add("""
            WITH given AS (
                INSERT INTO event_ids (id, source, seq, digest)
                SELECT t.id, t.source, g.before + t.n, t.digest
                FROM (SELECT GREATEST(event_seq, GREATEST(event_seq, envelope_seq) >> 40 << 40, $4) AS before FROM gate) g,
                    unnest($1::text[], $2::text[], $3::bytea[]) WITH ORDINALITY AS t (id, source, digest, n)
                ON CONFLICT (id, source) DO NOTHING
                RETURNING seq)
            SELECT CASE WHEN count(*) < $5 THEN COALESCE(array_agg(seq), '{}') END FROM given
            """)
            .Texts([.. submissions.Select(s => s.Event.Id)]).Texts([.. submissions.Select(s => s.Event.Source)])
            .BytesMany([.. submissions.Select(s => s.Digest.ToArray())]).Long(floor).Int(submissions.Count);
        if (_hasOut)
        {
            // Read inside the transaction, so that a subscription counts from the moment it is answered.
            batch.Add("SELECT t.type, t.subscription FROM subscription_types t WHERE t.type = ANY ($1::text[])")
                .Texts([.. submissions.Where(s => s.Direction == EventDirection.Out).Select(s => s.Event.Type).Append(AnyType).Distinct(StringComparer.Ordinal)]);
        }
    }

    public async Task ReadAsync(NpgsqlDataReader reader)
    {
        _inserted = (await reader.RowsAsync(r => r.IsDBNull(0) ? null : r.GetFieldValue<long[]>(0))).Single() is { } some ? [.. some] : null;
        if (_hasOut)
        {
            await reader.NextResultAsync(CancellationToken.None);
            _subscribers = (await reader.RowsAsync(r => (Type: r.Str(0), Subscription: r.Str(1)))).ToLookup(row => row.Type, row => row.Subscription);
        }
    }

    /// <summary>Adds everything that follows to what travels with the commit.</summary>
    public async Task<IReadOnlyList<Verdict>> WriteAsync(PostgresSession session, CancellationToken ct)
    {
        var before = session.Gate.TakeEvents(submissions.Count);
        var known = _inserted is null ? null : await KnownAsync(session, before, ct);
        var rows = new EventRows();
        for (var i = 0; i < submissions.Count; i++)
        {
            var submission = submissions[i];
            if (known?.TryGetValue(i, out var there) == true)
            {
                _verdicts[i] = submission.IsRepeatOf(there.Digest) || await IsRespeltAsync(session, submission, there.Seq, there.Digest, ct) ? new Verdict.Duplicate(there.Seq) : new Verdict.Conflict(there.Seq, there.Digest);
                continue;
            }

            var seq = before + i + 1;
            _verdicts[i] = new Verdict.Accepted(seq);
            session.Gate.Accepted(submission.Event.Id, submission.Event.Source, seq);
            rows.Add(submission, seq, session.Gate, Subscribers(submission));
        }

        rows.Write(session);
        return _verdicts!;
    }

    private IEnumerable<EnvelopeDraft> Subscribers(Submission submission)
    {
        if (submission.Direction != EventDirection.Out)
        {
            return [];
        }

        var e = submission.Event;
        return from subscriber in _subscribers[e.Type].Concat(_subscribers[AnyType]).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)
               select new EnvelopeDraft(ids.Next(), LaneNames.Outgoing, $"{subscriber}|{e.Subject ?? e.Id}", e.Type, Receiver: subscriber);
    }

    private static async Task<bool> IsRespeltAsync(PostgresSession session, Submission submission, long seq, byte[] digest, CancellationToken ct)
    {
        var data = await session.Statement("SELECT data FROM events WHERE seq = $1").Long(seq).ReadAsync(r => r.GetFieldValue<byte[]>(0), ct);
        return data.Count > 0 && submission.IsRepeatOf(digest, data[0]);
    }

    // Only when some were not new, which is seldom.
    private async Task<Dictionary<int, (long Seq, byte[] Digest)>> KnownAsync(PostgresSession session, long before, CancellationToken ct)
    {
        int[] repeats = [.. Enumerable.Range(0, submissions.Count).Where(i => !_inserted!.Contains(before + i + 1))];
        var known = await session.Statement("""
            SELECT t.place, i.seq, i.digest FROM unnest($1::text[], $2::text[], $3::integer[]) AS t (id, source, place)
            CROSS JOIN LATERAL (SELECT x.seq, x.digest FROM event_ids x WHERE x.id = t.id AND x.source = t.source LIMIT 1) i
            """)
            .Texts(Array.ConvertAll(repeats, i => (string?)submissions[i].Event.Id)).Texts(Array.ConvertAll(repeats, i => (string?)submissions[i].Event.Source)).Ints(repeats)
            .ReadAsync(r => (Place: r.GetInt32(0), Seq: r.GetInt64(1), Digest: r.GetFieldValue<byte[]>(2)), ct);
        return known.ToDictionary(row => row.Place, row => (row.Seq, row.Digest));
    }
}
