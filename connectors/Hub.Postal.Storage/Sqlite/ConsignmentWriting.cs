using Hub.Postal.Consignments;
using Hub.Postal.Storage.Documents;
using Hub.Storage.Sqlite;

namespace Hub.Postal.Storage.Sqlite;

/// <summary>Writes a consignment, and the columns by which it is looked for.</summary>
internal static class ConsignmentWriting
{
    public static void Write(this SqliteSession session, Consignment c)
    {
        if (c.Version == 0)
        {
            Bind(session.Statement("""
                INSERT INTO consignments (number, version, body, operator, office, state, state_at, live, waybill, claimed_by, manifest, handover, remittance, attachment,
                    cash_open, watch_at, poll_at, booked_at, cash_at, cash_amount, dossier, direction, sequence, request_source, request_id)
                VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)
                """), c)
                .Bind(21, c.Dossier).Bind(22, c.Direction.ToString()).Bind(23, c.Sequence).Bind(24, c.RequestSource).Bind(25, c.RequestId).Run();
            return;
        }

        Bind(session.Statement("""
            UPDATE consignments SET version = ?2, body = ?3, operator = ?4, office = ?5, state = ?6, state_at = ?7, live = ?8, waybill = ?9, claimed_by = ?10,
                manifest = ?11, handover = ?12, remittance = ?13, attachment = ?14, cash_open = ?15, watch_at = ?16, poll_at = ?17,
                booked_at = ?18, cash_at = ?19, cash_amount = ?20
            WHERE number = ?1
            """), c).Run();
    }

    private static SqliteStatement Bind(SqliteStatement statement, Consignment c) => statement
        .Bind(1, c.Number).Bind(2, c.Version + 1).Bind(3, PostalDocument.Of(c)).Bind(4, c.Operator).Bind(5, c.Office)
        .Bind(6, c.State.ToString()).Bind(7, SqliteTime.Of(c.StateAt)).Bind(8, c.IsLive ? 1 : 0).Bind(9, c.Waybill).Bind(10, c.ClaimedBy)
        .Bind(11, c.Manifest).Bind(12, c.Handover).Bind(13, c.Cash?.Sheet).Bind(14, c.Proof?.Attachment)
        .Bind(15, c.Cash is { Sheet: null } ? 1 : 0).Bind(16, SqliteTime.Of(c.WatchAt)).Bind(17, SqliteTime.Of(c.PollAt))
        .Bind(18, SqliteTime.Of(c.BookedAt)).Bind(19, SqliteTime.Of(c.Cash?.At)).Bind(20, c.Cash?.Amount);
}
