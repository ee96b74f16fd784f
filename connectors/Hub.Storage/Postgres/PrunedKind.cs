namespace Hub.Storage.Postgres;

/// <summary>One sort of thing that retention removes: how candidates are found, and how each is judged and measured.</summary>
internal sealed class PrunedKind
{
    // Nothing that waits, is dead or set aside, nor what was settled or said lately. $1 is the day before which things may go.
    private const string EventIsOver = """
        e.received_at < $1 AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.event_seq = e.seq AND (v.state IN (0, 1, 3) OR v.settled_at >= $1))
        """;

    private const string CommandIsOver = "v.event_seq IS NULL AND v.state IN (2, 4) AND v.settled_at < $1";

    // Something of it is still to come: a move, money, or the confirmation of a sheet. A manifest is confirmed by nobody, it is closed.
    // What is looked for row by row is asked as a value, so that no plan reads a whole table instead.
    private const string ConsignmentStays = """
        c.live = 1 OR c.state_at >= $1 OR c.cash_open = 1
        OR (SELECT s.state FROM postal_sheets s WHERE s.kind = 'Manifest' AND s.id = c.manifest) = 'Open'
        OR (SELECT s.state FROM postal_sheets s WHERE s.kind = 'Handover' AND s.id = c.handover) <> 'Confirmed'
        OR (SELECT s.state FROM postal_sheets s WHERE s.kind = 'Remittance' AND s.id = c.remittance) <> 'Confirmed'
        """;

    private const string DossierIsOver = $"""
        d.closed = 1 AND d.first_at < $1 AND d.last_at < $1
        AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = d.code AND NOT ({EventIsOver}))
        AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.key = d.code AND v.event_seq IS NULL AND NOT ({CommandIsOver}))
        AND (SELECT c.number FROM consignments c WHERE c.dossier = d.code AND ({ConsignmentStays}) LIMIT 1) IS NULL
        AND (SELECT t.id FROM tasks t WHERE t.dossier = d.code AND t.ended_at IS NULL LIMIT 1) IS NULL
        """;

    // Of a consignment that is over: the hub was never told of its dossier, or that went before.
    private const string DossierIsUnknown = $"""
        (SELECT d.code FROM dossiers d WHERE d.code = o.dossier) IS NULL
        AND (SELECT c.number FROM consignments c WHERE c.dossier = o.dossier AND ({ConsignmentStays}) LIMIT 1) IS NULL
        AND (SELECT t.id FROM tasks t WHERE t.dossier = o.dossier AND t.ended_at IS NULL LIMIT 1) IS NULL
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
            + (SELECT COUNT(*) FROM consignments c WHERE c.dossier = i.code)
            + (SELECT COUNT(*) FROM consignments c JOIN postal_records r ON r.number = c.number WHERE c.dossier = i.code)
            + (SELECT COUNT(*) FROM custody_links l WHERE l.dossier = i.code)
            + (SELECT COUNT(*) FROM tasks t WHERE t.dossier = i.code)
        """;

    private const string Lanes = """
        CROSS JOIN LATERAL (SELECT i.envelopes, ARRAY(SELECT DISTINCT v.lane FROM envelopes v WHERE v.seq = ANY(i.envelopes)) AS lanes) l
        """;

    public static readonly PrunedKind Dossiers = new(
        $"SELECT d.code FROM dossiers d WHERE {DossierIsOver} ORDER BY d.first_at LIMIT $2",
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

    public static readonly PrunedKind Post = new(
        $"SELECT DISTINCT f.dossier FROM (SELECT o.dossier FROM consignments o WHERE o.live = 0 AND o.state_at < $1 AND {DossierIsUnknown} ORDER BY o.state_at LIMIT $2) f",
        $"""
        {Parts}
        FROM (
            SELECT o.place, o.dossier AS code, ARRAY[]::bigint[] AS events, ARRAY[]::bigint[] AS envelopes
            FROM unnest($2::text[]) WITH ORDINALITY AS o (dossier, place) WHERE {DossierIsUnknown}
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
