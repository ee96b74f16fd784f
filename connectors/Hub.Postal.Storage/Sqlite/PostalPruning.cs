using Hub.Storage.Modules;

namespace Hub.Postal.Storage.Sqlite;

/// <summary>When what the post has may go, and how it goes.</summary>
internal static class PostalPruning
{
    // Something of it is still to come: a move, money, or the confirmation of a sheet. A manifest is confirmed by nobody, it is closed.
    private const string ConsignmentStays = """
        c.live = 1 OR c.state_at >= $before OR c.cash_open = 1
        OR EXISTS (SELECT 1 FROM postal_sheets s WHERE s.kind = 'Manifest' AND s.id = c.manifest AND s.state = 'Open')
        OR EXISTS (SELECT 1 FROM postal_sheets s WHERE s.kind = 'Handover' AND s.id = c.handover AND s.state <> 'Confirmed')
        OR EXISTS (SELECT 1 FROM postal_sheets s WHERE s.kind = 'Remittance' AND s.id = c.remittance AND s.state <> 'Confirmed')
        """;

    public static readonly PrunedRows Rows = new()
    {
        DossierMayGo = code => $"NOT EXISTS (SELECT 1 FROM consignments c WHERE c.dossier = {code} AND ({ConsignmentStays}))",
        OfDossier =
        [
            new(null, "DELETE FROM postal_records WHERE number IN (SELECT c.number FROM consignments c WHERE c.dossier = ?)"),
            new(null, "DELETE FROM consignments WHERE dossier = ?"),

            // Last: a chain of custody lets itself be removed only when nothing else of its dossier is left.
            new(null, "DELETE FROM custody_links WHERE dossier = ?"),
        ],
        Lost = new("consignments o INDEXED BY consignments_over", "o.live = 0 AND o.state_at < $before"),
        Leftovers =
        [
            new("postal_records", "x.received_at < $before AND x.stray = 1 AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = x.number)"),
            new("postal_sheets", """
                x.opened_at < $before AND (x.state = 'Confirmed' OR (x.state = 'Closed' AND x.kind = 'Manifest'))
                AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Manifest' AND c.manifest = x.id)
                AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Handover' AND c.handover = x.id)
                AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Remittance' AND c.remittance = x.id)
                """),
            new("postal_attachments", """
                x.received_at < $before AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = x.number)
                AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.attachment = x.sha256)
                """),
        ],
    };
}
