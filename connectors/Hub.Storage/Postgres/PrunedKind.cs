using Hub.Storage.Modules;

namespace Hub.Storage.Postgres;

/// <summary>One sort of thing that retention removes: how candidates are found, and how each is judged and measured.</summary>
internal sealed class PrunedKind
{
    // Nothing that waits, is dead or set aside, nor what was settled or said lately. $1 is the day before which things may go.
    private const string EventIsOver = """
        e.received_at < $1 AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.event_seq = e.seq AND (v.state IN (0, 1, 3) OR v.settled_at >= $1))
        """;

    private const string CommandIsOver = "v.event_seq IS NULL AND v.state IN (2, 4) AND v.settled_at < $1";

    private const string TasksAreOver = "(SELECT t.id FROM tasks t WHERE t.dossier = {0} AND t.ended_at IS NULL LIMIT 1) IS NULL";

    private const string ProposalsAreOver = "(SELECT p.id FROM proposals p WHERE p.dossier = {0} AND p.state = 0 LIMIT 1) IS NULL";

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
            + (SELECT COUNT(*) FROM tasks t WHERE t.dossier = i.code)
            + (SELECT COUNT(*) FROM proposals p WHERE p.dossier = i.code)
        """;

    private const string Lanes = """
        CROSS JOIN LATERAL (SELECT i.envelopes, ARRAY(SELECT DISTINCT v.lane FROM envelopes v WHERE v.seq = ANY(i.envelopes)) AS lanes) l
        """;

    private readonly string _find;
    private readonly string _judge;
    private readonly bool _isByNumber;

    private PrunedKind(string find, string judge, bool isByNumber = false)
    {
        _find = find;
        _judge = judge;
        _isByNumber = isByNumber;
    }

    /// <summary>Every kind there is, in the order in which they are pruned.</summary>
    public static IReadOnlyList<PrunedKind> All(IReadOnlyList<PrunedRows> modules)
    {
        string MayGo(string code) => string.Join(" AND ", modules.Select(rows => rows.DossierMayGo(code)).Append(TasksAreOver.Replace("{0}", code, StringComparison.Ordinal)).Append(ProposalsAreOver.Replace("{0}", code, StringComparison.Ordinal)));
        var parts = Parts + string.Concat(modules.SelectMany(rows => rows.OfDossier).Select(table => table.Count).OfType<string>().Select(count => $"\n    + ({count})"));
        return
        [
            Dossiers(parts, $"""
                d.closed = 1 AND d.first_at < $1 AND d.last_at < $1
                AND NOT EXISTS (SELECT 1 FROM events e WHERE e.subject = d.code AND NOT ({EventIsOver}))
                AND NOT EXISTS (SELECT 1 FROM envelopes v WHERE v.key = d.code AND v.event_seq IS NULL AND NOT ({CommandIsOver}))
                AND {MayGo("d.code")}
                """),
            Strays(parts),
            Commands(parts),
            .. modules.Select(rows => rows.Lost).OfType<LostDossiers>().Select(lost => Lost(
                parts, lost, $"(SELECT d.code FROM dossiers d WHERE d.code = o.dossier) IS NULL AND {MayGo("o.dossier")}")),
        ];
    }

    private static PrunedKind Dossiers(string parts, string isOver) => new(
        $"SELECT d.code FROM dossiers d WHERE {isOver} ORDER BY d.first_at LIMIT $2",
        $"""
        {parts}
        FROM (
            SELECT s.place, s.code, s.events, ARRAY({OfEvents} UNION ALL SELECT v.seq FROM envelopes v WHERE v.key = s.code AND v.event_seq IS NULL) AS envelopes
            FROM (
                SELECT t.place, d.code, ARRAY(SELECT e.seq FROM events e WHERE e.subject = d.code) AS events
                FROM unnest($2::text[]) WITH ORDINALITY AS t (name, place) JOIN dossiers d ON d.code = t.name WHERE {isOver}
            ) s
        ) i {Lanes} ORDER BY i.place
        """);

    // Numbers carry their month, so the search ends where the young ones begin.
    private static PrunedKind Strays(string parts) => new(
        $"SELECT e.seq::text FROM events e WHERE e.seq < $3 AND {StrayIsOver} ORDER BY e.seq LIMIT $2",
        $"""
        {parts}
        FROM (
            SELECT s.place, NULL::text AS code, s.events, ARRAY({OfEvents}) AS envelopes
            FROM (
                SELECT t.place, ARRAY[e.seq] AS events
                FROM unnest($2::text[]) WITH ORDINALITY AS t (name, place) JOIN events e ON e.seq = t.name::bigint WHERE {StrayIsOver}
            ) s
        ) i {Lanes} ORDER BY i.place
        """, isByNumber: true);

    private static PrunedKind Commands(string parts) => new(
        $"SELECT v.seq::text FROM envelopes v WHERE {LoneCommandIsOver} LIMIT $2",
        $"""
        {parts}
        FROM (
            SELECT t.place, NULL::text AS code, ARRAY[]::bigint[] AS events, ARRAY[v.seq] AS envelopes
            FROM unnest($2::text[]) WITH ORDINALITY AS t (name, place) JOIN envelopes v ON v.seq = t.name::bigint WHERE {LoneCommandIsOver}
        ) i {Lanes} ORDER BY i.place
        """);

    private static PrunedKind Lost(string parts, LostDossiers lost, string mayGo) => new(
        $"SELECT DISTINCT f.dossier FROM (SELECT o.dossier FROM {lost.From} WHERE {lost.Where} AND {mayGo} ORDER BY {lost.OrderBy} LIMIT $2) f",
        $"""
        {parts}
        FROM (
            SELECT o.place, o.dossier AS code, ARRAY[]::bigint[] AS events, ARRAY[]::bigint[] AS envelopes
            FROM unnest($2::text[]) WITH ORDINALITY AS o (dossier, place) WHERE {mayGo}
        ) i {Lanes} ORDER BY i.place
        """);

    /// <summary>Names of candidates: codes or numbers.</summary>
    public Task<List<string>> FindAsync(PostgresSession session, DateTimeOffset before, int limit, CancellationToken ct)
    {
        var select = session.Statement(_find).Time(before).Int(limit);
        return (_isByNumber ? select.Long(PostgresTime.FloorOf(PostgresTime.MonthOf(before) + 1)) : select).ReadAsync(r => r.Str(0), ct);
    }

    /// <summary>Those of the candidates that may still go.</summary>
    public Task<List<PrunedItem>> JudgeAsync(PostgresSession session, IReadOnlyList<string> names, DateTimeOffset before, CancellationToken ct) =>
        session.Statement(_judge).Time(before).Texts(names).ReadAsync(
            r => new PrunedItem(r.Text(0), r.GetFieldValue<long[]>(1), r.GetFieldValue<long[]>(2), r.GetFieldValue<string[]>(3), r.GetInt64(4)), ct);
}
