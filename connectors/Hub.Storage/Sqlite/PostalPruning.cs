namespace Hub.Storage.Sqlite;

/// <summary>Removes what the post has of a dossier, and what belongs to no dossier, if it still may go.</summary>
internal static class PostalPruning
{
    /// <summary>Something of it is still to come: a move, money, or the confirmation of a sheet. A manifest is confirmed by nobody, it is closed.</summary>
    public const string ConsignmentStays = """
        c.live = 1 OR c.state_at >= $before OR c.cash_open = 1
        OR EXISTS (SELECT 1 FROM postal_sheets s WHERE s.kind = 'Manifest' AND s.id = c.manifest AND s.state = 'Open')
        OR EXISTS (SELECT 1 FROM postal_sheets s WHERE s.kind = 'Handover' AND s.id = c.handover AND s.state <> 'Confirmed')
        OR EXISTS (SELECT 1 FROM postal_sheets s WHERE s.kind = 'Remittance' AND s.id = c.remittance AND s.state <> 'Confirmed')
        """;

    /// <summary>Of <c>o</c>, a consignment that is over: no dossier keeps it.</summary>
    public const string DossierIsUnknown = $"""
        NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = o.dossier)
        AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.dossier = o.dossier AND ({ConsignmentStays}))
        AND NOT EXISTS (SELECT 1 FROM tasks t WHERE t.dossier = o.dossier AND t.ended_at IS NULL)
        """;

    /// <summary>Rows that hang on no one dossier; each goes by its age when nothing needs it any more.</summary>
    public static readonly (string Table, string IsOver)[] Leftovers =
    [
        ("postal_records", "x.received_at < $before AND x.stray = 1 AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = x.number)"),
        ("postal_sheets", """
            x.opened_at < $before AND (x.state = 'Confirmed' OR (x.state = 'Closed' AND x.kind = 'Manifest'))
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Manifest' AND c.manifest = x.id)
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Handover' AND c.handover = x.id)
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE x.kind = 'Remittance' AND c.remittance = x.id)
            """),
        ("postal_attachments", """
            x.received_at < $before AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.number = x.number)
            AND NOT EXISTS (SELECT 1 FROM consignments c WHERE c.attachment = x.sha256)
            """),
        ("tasks", "x.ended_at < $before AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = x.dossier)"),
    ];

    public static bool IsPostOver(this SqliteSession session, string code, long before) =>
        !Has(session.Statement($"SELECT 1 FROM consignments c WHERE c.dossier = $code AND ({ConsignmentStays})").Bind(1, code).Bind(2, before))
        && !Has(session.Statement("SELECT 1 FROM tasks t WHERE t.dossier = ? AND t.ended_at IS NULL").Bind(1, code));

    /// <summary>Removes the post of a dossier that has no row of its own.</summary>
    public static int PrunePost(this SqliteSession session, string code, long before) =>
        session.IsPostOver(code, before) && !Has(session.Statement("SELECT 1 FROM dossiers WHERE code = ?").Bind(1, code)) ? session.RemovePost(code) : 0;

    /// <summary>Removes the post of a dossier. The chain of custody lets itself be removed only now that nothing else is left.</summary>
    public static int RemovePost(this SqliteSession session, string code) =>
        session.Statement("DELETE FROM postal_records WHERE number IN (SELECT c.number FROM consignments c WHERE c.dossier = ?)").Bind(1, code).Run()
        + session.Statement("DELETE FROM consignments WHERE dossier = ?").Bind(1, code).Run()
        + session.Statement("DELETE FROM tasks WHERE dossier = ?").Bind(1, code).Run()
        + session.Statement("DELETE FROM custody_links WHERE dossier = ?").Bind(1, code).Run();

    public static int Prune(this SqliteSession session, (string Table, string IsOver) leftover, long row, long before) =>
        session.Statement($"DELETE FROM {leftover.Table} AS x WHERE {leftover.IsOver} AND x.rowid = $row").Bind(1, before).Bind(2, row).Run();

    private static bool Has(SqliteStatement select)
    {
        var has = select.Step();
        select.Reset();
        return has;
    }
}
