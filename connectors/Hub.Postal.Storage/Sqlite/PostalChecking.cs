using Hub.Postal.Consignments;
using Hub.Storage.Sqlite;

namespace Hub.Postal.Storage.Sqlite;

/// <summary>Whether everything still stands as a batch of the post was computed from it. Asked before anything is written: what is refused changes nothing.</summary>
internal static class PostalChecking
{
    public static bool Stands(this SqliteSession session, PostalBatch batch) =>
        batch.Consignments.All(consignment => session.Stands(consignment))
        && batch.Sheets.All(sheet => session.Stands(sheet))
        && (batch.Act is not { } act || !session.IsTold(act))
        && (batch.Waybill is not { } take || session.IsNext(take));

    private static bool Stands(this SqliteSession session, Consignment consignment) =>
        Version(session.Statement("SELECT version FROM consignments WHERE number = ?").Bind(1, consignment.Number)) == consignment.Version;

    private static bool Stands(this SqliteSession session, PostalSheet sheet) =>
        Version(session.Statement("SELECT version FROM postal_sheets WHERE kind = ? AND id = ?").Bind(1, sheet.Kind.ToString()).Bind(2, sheet.Id)) == sheet.Version;

    private static bool IsTold(this SqliteSession session, (string Source, string Key) act) =>
        Version(session.Statement("SELECT 1 FROM postal_records WHERE source = ? AND key = ?").Bind(1, act.Source).Bind(2, act.Key)) == 1;

    private static bool IsNext(this SqliteSession session, WaybillTake take) => Version(
        session.Statement("SELECT 1 FROM waybill_ranges WHERE operator = ? AND id = ? AND next = ?3 AND last >= ?3")
            .Bind(1, take.Operator).Bind(2, take.RangeId).Bind(3, take.Number)) == 1;

    // 0 where there is none.
    private static long Version(SqliteStatement select)
    {
        var version = select.Step() ? select.Long(0) : 0;
        select.Reset();
        return version;
    }
}
