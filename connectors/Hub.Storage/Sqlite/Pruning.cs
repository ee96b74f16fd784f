namespace Hub.Storage.Sqlite;

/// <summary>Removes one dossier, event or command with all that hangs on it, if it still may go.</summary>
internal static class Pruning
{
    /// <summary>Whole items until <paramref name="limit"/> rows are gone: half a dossier would be a lie on its timeline.</summary>
    public static int Each<T>(IEnumerable<T> items, int limit, Func<T, int> prune)
    {
        var removed = 0;
        foreach (var item in items)
        {
            if (removed >= limit)
            {
                break;
            }

            removed += prune(item);
        }

        return removed;
    }

    public static int PruneDossier(this SqliteSession session, string code, long before, ModulePruning modules)
    {
        var events = session.Numbers("SELECT seq FROM events WHERE subject = ?", code);
        var commands = session.Numbers("SELECT seq FROM envelopes WHERE key = ? AND event_seq IS NULL", code);
        if (!session.IsClosed(code, before) || !events.TrueForAll(seq => session.IsEventOver(seq, before))
            || !commands.TrueForAll(seq => session.IsEnvelopeOver(seq, before)) || !modules.MayGo(session, code, before))
        {
            return 0;
        }

        var lanes = events.SelectMany(session.Envelopes).Concat(commands).Select(session.Lane).Distinct(StringComparer.Ordinal).ToList();
        return events.Sum(session.RemoveEvent) + commands.Sum(session.RemoveEnvelope)
            + lanes.Sum(lane => session.Statement("DELETE FROM partner_state WHERE lane = ? AND key = ?").Bind(1, lane).Bind(2, code).Run())
            + session.Statement("DELETE FROM dossiers WHERE code = ?").Bind(1, code).Run()
            + modules.Remove(session, code);
    }

    public static int PruneStray(this SqliteSession session, long eventSeq, long before) =>
        session.IsEventOver(eventSeq, before)
        && session.Numbers("SELECT e.seq FROM events e WHERE e.seq = ? AND NOT EXISTS (SELECT 1 FROM dossiers d WHERE d.code = e.subject)", eventSeq).Count == 1
            ? session.RemoveEvent(eventSeq)
            : 0;

    public static int PruneCommand(this SqliteSession session, long seq, long before) =>
        session.IsEnvelopeOver(seq, before) ? session.RemoveEnvelope(seq) : 0;

    private static bool IsClosed(this SqliteSession session, string code, long before)
    {
        var select = session.Statement("SELECT 1 FROM dossiers WHERE code = ? AND closed = 1 AND last_at < ?").Bind(1, code).Bind(2, before);
        var isClosed = select.Step();
        select.Reset();
        return isClosed;
    }

    private static bool IsEventOver(this SqliteSession session, long seq, long before)
    {
        var select = session.Statement("SELECT 1 FROM events WHERE seq = ? AND received_at < ?").Bind(1, seq).Bind(2, before);
        var isOld = select.Step();
        select.Reset();
        return isOld && session.Envelopes(seq).TrueForAll(envelope => session.IsEnvelopeOver(envelope, before));
    }

    private static bool IsEnvelopeOver(this SqliteSession session, long seq, long before)
    {
        var select = session.Statement("SELECT 1 FROM envelopes WHERE seq = ? AND state IN (2, 4) AND settled_at < ?").Bind(1, seq).Bind(2, before);
        var isOver = select.Step();
        select.Reset();
        return isOver;
    }

    private static int RemoveEvent(this SqliteSession session, long seq) =>
        session.Envelopes(seq).Sum(session.RemoveEnvelope) + session.Statement("DELETE FROM events WHERE seq = ?").Bind(1, seq).Run();

    private static int RemoveEnvelope(this SqliteSession session, long seq) =>
        session.Statement("DELETE FROM attempts WHERE envelope_seq = ?").Bind(1, seq).Run()
        + session.Statement("DELETE FROM body_edits WHERE envelope_seq = ?").Bind(1, seq).Run()
        + session.Statement("DELETE FROM envelopes WHERE seq = ?").Bind(1, seq).Run();

    private static string Lane(this SqliteSession session, long seq)
    {
        var select = session.Statement("SELECT lane FROM envelopes WHERE seq = ?").Bind(1, seq);
        select.Step();
        var lane = select.Text(0);
        select.Reset();
        return lane;
    }

    private static List<long> Envelopes(this SqliteSession session, long eventSeq) =>
        session.Numbers("SELECT seq FROM envelopes WHERE event_seq = ?", eventSeq);

    private static List<long> Numbers(this SqliteSession session, string sql, string argument) => Numbers(session.Statement(sql).Bind(1, argument));

    private static List<long> Numbers(this SqliteSession session, string sql, long argument) => Numbers(session.Statement(sql).Bind(1, argument));

    private static List<long> Numbers(SqliteStatement select)
    {
        var numbers = new List<long>();
        while (select.Step())
        {
            numbers.Add(select.Long(0));
        }

        select.Reset();
        return numbers;
    }
}
