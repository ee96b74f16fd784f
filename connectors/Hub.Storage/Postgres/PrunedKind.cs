namespace Hub.Storage.Postgres;

/// <summary>One sort of thing that retention removes: how candidates are found, and how each is judged and measured.</summary>
internal sealed class PrunedKind
{
    // Nothing that waits, is dead or set aside, nor what was settled or said lately. $1 is the day before which things may go.
    private const string EventIsOver = """
        e.received_at < $1 AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.event_seq = e.seq AND (v.state IN (0, 1, 3) OR v.settled_at >= $1))
        """;

    private const string CommandIsOver = "v.event_seq IS NULL AND v.state IN (2, 4) AND v.settled_at < $1";

    private const string DossierIsOver = $"""
        d.closed = 1 AND d.last_at < $1
        AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = d.code AND NOT ({EventIsOver}))
        AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.key = d.code AND v.event_seq IS NULL AND NOT ({CommandIsOver}))
        """;

    private const string StrayIsOver = $"{EventIsOver} AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = e.subject)";
    private const string LoneCommandIsOver = $"{CommandIsOver} AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = v.key)";

    private const string OfEvents = "SELECT v.seq FROM envelopes v WHERE v.event_seq = ANY(s.events)";

    // What an item is made of, in the order of PrunedItem.
    private const string Parts = """
        SELECT i.code, i.events, l.envelopes, l.lanes,
            cardinality(i.events) + cardinality(l.envelopes)
            + (SELECT COUNT(*) FROM attempts a WHERE a.envelope_seq = ANY(l.envelopes))
            + (SELECT COUNT(*) FROM body_edits b WHERE b.envelope_seq = ANY(l.envelopes))
            + (SELECT COUNT(*) FROM partner_state p WHERE p.lane = ANY(l.lanes) AND p.key = i.code)
            + (SELECT COUNT(*) FROM dossiers d WHERE d.code = i.code)
        """;

    private const string Lanes = """
        CROSS JOIN LATERAL (SELECT i.envelopes, ARRAY(SELECT DISTINCT v.lane FROM envelopes v WHERE v.seq = ANY(i.envelopes)) AS lanes) l
        """;

    public static readonly PrunedKind Dossiers = new(
        $"SELECT d.code FROM dossiers d WHERE {DossierIsOver} ORDER BY d.last_at LIMIT $2",
        $"""
        {Parts}
        FROM (
            SELECT s.place, s.code, s.events, ARRAY({OfEvents} UNION ALL SELECT v.seq FROM envelopes v WHERE v.key = s.code AND v.event_seq IS NULL) AS envelopes
            FROM (
                SELECT t.place, d.code, ARRAY(SELECT e.seq FROM events e WHERE e.subject = d.code) AS events
                FROM unnest($2::text[]) WITH ORDINALITY AS t (name, place) JOIN dossiers d ON d.code = t.name WHERE {DossierIsOver}
            ) s
        ) i {Lanes} ORDER BY i.place
        """);

    // Numbers carry their month, so the search ends where the young ones begin.
    public static readonly PrunedKind Strays = new(
        $"SELECT e.seq::text FROM events e WHERE e.seq < $3 AND {StrayIsOver} ORDER BY e.seq LIMIT $2",
        $"""
        {Parts}
        FROM (
            SELECT s.place, NULL::text AS code, s.events, ARRAY({OfEvents}) AS envelopes
            FROM (
                SELECT t.place, ARRAY[e.seq] AS events
                FROM unnest($2::text[]) WITH ORDINALITY AS t (name, place) JOIN events e ON e.seq = t.name::bigint WHERE {StrayIsOver}
            ) s
        ) i {Lanes} ORDER BY i.place
        """);

    public static readonly PrunedKind Commands = new(
        $"SELECT v.seq::text FROM envelopes v WHERE {LoneCommandIsOver} LIMIT $2",
        $"""
        {Parts}
        FROM (
            SELECT t.place, NULL::text AS code, ARRAY[]::bigint[] AS events, ARRAY[v.seq] AS envelopes
            FROM unnest($2::text[]) WITH ORDINALITY AS t (name, place) JOIN envelopes v ON v.seq = t.name::bigint WHERE {LoneCommandIsOver}
        ) i {Lanes} ORDER BY i.place
        """);

    private readonly string _find;
    private readonly string _judge;

    private PrunedKind(string find, string judge)
    {
        _find = find;
        _judge = judge;
    }

    /// <summary>Names of candidates: codes or numbers.</summary>
    public Task<List<string>> FindAsync(PostgresSession session, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var select = session.Statement(_find).Time(before).Int(limit);
        return (this == Strays ? select.Long(PostgresTime.FloorOf(PostgresTime.MonthOf(before) + 1)) : select).ReadAsync(r => r.Str(0), ct);
    }

    /// <summary>Those of the candidates that may still go.</summary>
    public Task<List<PrunedItem>> JudgeAsync(PostgresSession session, IReadOnlyList<string> names, DateTimeOffset before, CancellationToken ct) =>
        session.Statement(_judge).Time(before).Texts(names).ReadAsync(
            r => new PrunedItem(r.Text(0), r.GetFieldValue<long[]>(1), r.GetFieldValue<long[]>(2), r.GetFieldValue<string[]>(3), r.GetInt64(4)), ct);
}
