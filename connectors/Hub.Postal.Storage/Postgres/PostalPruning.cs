using Hub.Storage.Modules;

namespace Hub.Postal.Storage.Postgres;

/// <summary>When what the post has may go, and how it goes. What is looked for row by row is asked as a value, so that no plan reads a whole table instead.</summary>
internal static class PostalPruning
{
    // Something of it is still to come: a move, money, or the confirmation of a sheet. A manifest is confirmed by nobody, it is closed.
    private const string ConsignmentStays = """
        c.live = 1 OR c.state_at >= $1 OR c.cash_open = 1
        OR (SELECT s.state FROM postal_sheets s WHERE s.kind = 'Manifest' AND s.id = c.manifest) = 'Open'
        OR (SELECT s.state FROM postal_sheets s WHERE s.kind = 'Handover' AND s.id = c.handover) <> 'Confirmed'
        OR (SELECT s.state FROM postal_sheets s WHERE s.kind = 'Remittance' AND s.id = c.remittance) <> 'Confirmed'
        """;

    public static readonly PrunedRows Rows = new()
    {
        DossierMayGo = code => $"(SELECT c.number FROM consignments c WHERE c.dossier = {code} AND ({ConsignmentStays}) LIMIT 1) IS NULL",
        OfDossier =
        [
            new(
                "SELECT COUNT(*) FROM consignments c JOIN postal_records r ON r.number = c.number WHERE c.dossier = i.code",
                "DELETE FROM postal_records r USING consignments c WHERE c.dossier = ANY($1) AND r.number = c.number"),
            new("SELECT COUNT(*) FROM consignments c WHERE c.dossier = i.code", "DELETE FROM consignments WHERE dossier = ANY($1)"),

            // Last: a chain of custody lets itself be removed only when nothing else of its dossier is left.
            new("SELECT COUNT(*) FROM custody_links l WHERE l.dossier = i.code", "SELECT prune_custody($1)"),
        ],
        Lost = new("consignments o", "o.live = 0 AND o.state_at < $1", "o.state_at"),
        Leftovers =
        [
            new("postal_records", "x.received_at < $1 AND x.stray = 1 AND (SELECT c.number FROM consignments c WHERE c.number = x.number LIMIT 1) IS NULL"),
            new("postal_sheets", """
                x.opened_at < $1 AND (x.state = 'Confirmed' OR (x.state = 'Closed' AND x.kind = 'Manifest'))
                AND (SELECT c.number FROM consignments c WHERE x.kind = 'Manifest' AND c.manifest = x.id LIMIT 1) IS NULL
                AND (SELECT c.number FROM consignments c WHERE x.kind = 'Handover' AND c.handover = x.id LIMIT 1) IS NULL
                AND (SELECT c.number FROM consignments c WHERE x.kind = 'Remittance' AND c.remittance = x.id LIMIT 1) IS NULL
                """),
            new("postal_attachments", """
                x.received_at < $1 AND (SELECT c.number FROM consignments c WHERE c.number = x.number LIMIT 1) IS NULL
                AND (SELECT c.number FROM consignments c WHERE c.attachment = x.sha256 LIMIT 1) IS NULL
                """),
        ],
    };
}
