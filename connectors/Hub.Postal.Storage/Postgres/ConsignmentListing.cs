using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Postgres;

namespace Hub.Postal.Storage.Postgres;

/// <summary>How a list of consignments is read, so that it costs what it returns: by dossier, by open cash, by number, or from each state and direction.</summary>
internal static class ConsignmentListing
{
    private const string Operator = "c.operator = $5";
    private const string Office = "(c.office = $6 OR c.office IS NULL)";
    private const string ClaimedBy = "c.claimed_by = $7";

    public static Task<List<Consignment>> ReadAsync(PostgresSession session, ConsignmentFilter filter, string? after, int limit, CancellationToken ct)
    {
        var sql = filter.Dossier is not null || filter.Attachment is not null || filter.UnremittedCash || Slots.IsEverything(filter)
            ? $"SELECT c.version, c.body FROM consignments c WHERE {string.Join(" AND ", Conditions(filter))} ORDER BY c.number LIMIT $4"
            : $"""
                SELECT c.version, c.body FROM (SELECT s.number FROM ({string.Join(" UNION ALL ", Parts(filter))}) s ORDER BY s.number LIMIT $4) p
                CROSS JOIN LATERAL (SELECT * FROM consignments x WHERE x.number = p.number LIMIT 1) c ORDER BY p.number
                """;
        return session.Statement(sql).Texts(Slots.States(filter)).Texts(Slots.Directions(filter)).Text(after ?? "").Int(limit)
            .Text(filter.Operator).Text(filter.Office).Text(filter.ClaimedBy).Text(filter.Dossier).Text(filter.Attachment).ReadAsync(PostalRows.Consignment, ct);
    }

    // One of the first leads; what else is asked for is no column, or an index of that would be taken and its consignments walked through.
    private static IEnumerable<string> Conditions(ConsignmentFilter filter) => ((string?[])
    [
        "c.number > $3",
        filter.Dossier is null ? null : "c.dossier = $8",
        filter.Attachment is null ? null : "c.attachment = $9",
        filter.UnremittedCash ? "c.cash_open = 1" : null,
        filter.Operator is null ? null : "c.operator || '' = $5",
        filter.Office is null ? null : "(c.office || '' = $6 OR c.office IS NULL)",
        filter.ClaimedBy is null ? null : "c.claimed_by || '' = $7",
        filter.States is null ? null : "c.state || '' = ANY ($1)",
        filter.Direction is null ? null : "c.direction || '' = ANY ($2)",
    ]).OfType<string>();

    // Each part is one walk along one index for each state and direction; the index has the number last.
    private static IEnumerable<string> Parts(ConsignmentFilter filter)
    {
        // Where nothing but state and direction lead, the order names them too: else the number's own index would do, and walk through everything.
        const string OfStateOnly = "(c.state, c.direction, c.number) > (s.state, d.direction, $3) AND (c.state, c.direction) <= (s.state, d.direction)";
        const string OfAnybody = "c.state = s.state AND c.direction = d.direction AND c.number > $3";
        (string Condition, string Order)[] walks = filter switch
        {
            { ClaimedBy: not null } =>
            [
                (string.Join(" AND ", ((string?[])[ClaimedBy, filter.Operator is null ? null : Operator, filter.Office is null ? null : Office, OfAnybody]).OfType<string>()), "c.number"),
            ],
            { Operator: not null, Office: not null } =>
                [($"{Operator} AND c.office = $6 AND {OfAnybody}", "c.number"), ($"{Operator} AND c.office IS NULL AND {OfAnybody}", "c.number")],
            { Operator: not null } => [($"{Operator} AND {OfAnybody}", "c.number")],
            _ => [(OfStateOnly, "c.state, c.direction, c.number")],
        };
        return walks.Select(walk => $"""
            SELECT l.number FROM unnest($1::text[]) AS s (state) CROSS JOIN unnest($2::text[]) AS d (direction)
            CROSS JOIN LATERAL (SELECT c.number FROM consignments c WHERE {walk.Condition} ORDER BY {walk.Order} LIMIT $4) l
            """);
    }
}
