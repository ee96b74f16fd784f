using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Postal.Storage.Sqlite;

/// <summary>How a list of consignments is read, so that it costs what it returns: by dossier, by open cash, by number, or from each state and direction.</summary>
internal static class ConsignmentListing
{
    private const string Operator = "c.operator = $operator";
    private const string Office = "(c.office = $office OR c.office IS NULL)";
    private const string ClaimedBy = "c.claimed_by = $by";

    public static SqliteCommand Make(SqliteConnection connection, ConsignmentFilter filter, string? after, int limit)
    {
        var where = filter.Dossier is not null || filter.Attachment is not null || filter.UnremittedCash || Slots.IsEverything(filter)
            ? string.Join(" AND ", Conditions(filter))
            : $"c.number IN (SELECT s.number FROM ({string.Join(" UNION ALL ", Parts(filter))}) s ORDER BY s.number LIMIT $limit)";
        var index = filter.Dossier is not null ? "INDEXED BY consignments_dossier" : filter.Attachment is not null ? "INDEXED BY consignments_attachment" : filter.UnremittedCash ? "INDEXED BY consignments_cash" : "";
        return Command(connection, $"SELECT c.version, c.body FROM consignments c {index} WHERE {where} ORDER BY c.number LIMIT $limit",
            ("$after", after ?? ""), ("$limit", limit), ("$operator", filter.Operator), ("$office", filter.Office), ("$by", filter.ClaimedBy), ("$dossier", filter.Dossier), ("$attachment", filter.Attachment));
    }

    private static IEnumerable<string> Conditions(ConsignmentFilter filter) => ((string?[])
    [
        "c.number > $after",
        filter.Dossier is null ? null : "c.dossier = $dossier",
        filter.Attachment is null ? null : "c.attachment = $attachment",
        filter.UnremittedCash ? "c.cash_open = 1" : null,
        filter.Operator is null ? null : Operator,
        filter.Office is null ? null : Office,
        filter.ClaimedBy is null ? null : ClaimedBy,
        filter.States is null ? null : $"c.state IN ({Names(Slots.States(filter))})",
        filter.Direction is null ? null : $"c.direction IN ({Names(Slots.Directions(filter))})",
    ]).OfType<string>();

    // Each part is one walk along one index, which has the number last.
    private static IEnumerable<string> Parts(ConsignmentFilter filter)
    {
        string[] conditions = filter switch
        {
            { ClaimedBy: not null } => [string.Join(" AND ", ((string?[])[ClaimedBy, filter.Operator is null ? null : Operator, filter.Office is null ? null : Office]).OfType<string>())],
            { Operator: not null, Office: not null } => [$"{Operator} AND c.office = $office", $"{Operator} AND c.office IS NULL"],
            { Operator: not null } => [Operator],
            _ => ["TRUE"],
        };
        var index = filter switch
        {
            { ClaimedBy: not null } => "consignments_claimed",
            { Operator: not null, Office: not null } => "consignments_office",
            { Operator: not null } => "consignments_operator",
            _ => "consignments_state",
        };
        return from condition in conditions
               from state in Slots.States(filter)
               from direction in Slots.Directions(filter)
               select $"""
                   SELECT * FROM (SELECT c.number FROM consignments c INDEXED BY {index}
                   WHERE {condition} AND c.state = '{state}' AND c.direction = '{direction}' AND c.number > $after ORDER BY c.number LIMIT $limit)
                   """;
    }

    // Names of enumerations, never a caller's text.
    private static string Names(string[] names) => string.Join(", ", names.Select(name => $"'{name}'"));
}
