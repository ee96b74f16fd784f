using Hub.Core.Ports;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;

namespace Hub.Storage.Moving;

/// <summary>
/// Copies a store into an empty one of either engine, table by table, and compares both before the copy may be served. Neither may be in
/// use. A move that was broken off goes on where it stopped when it is run again.
/// </summary>
public static class StoreMove
{
    /// <exception cref="MoveRefusedException">One of them is in use, the source is no whole store, or the target holds something else.</exception>
    /// <exception cref="MoveDiffersException">What was copied is not what the source holds.</exception>
    /// <exception cref="StoreInUseException">A hub runs on the folder.</exception>
    /// <exception cref="StoreUnavailableException">One of them cannot be reached, read or written.</exception>
    /// <exception cref="StoreVersionException">One of them is from a newer hub.</exception>
    public static async Task<MoveReport> RunAsync(StoreAddress source, StoreAddress target, TimeProvider clock, Action<MoveProgress> progress, CancellationToken ct)
    {
        try
        {
            var from = await source.OpenAsync(isSource: true, ct).ConfigureAwait(false);
            await using (from.ConfigureAwait(false))
            {
                var to = await target.OpenAsync(isSource: false, ct).ConfigureAwait(false);
                await using (to.ConfigureAwait(false))
                {
                    return await RunAsync(from, to, clock, progress, ct).ConfigureAwait(false);
                }
            }
        }
        catch (Exception exception) when ((SqliteFaults.Reason(exception) ?? PostgresFaults.Reason(exception)) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
    }

    private static async Task<MoveReport> RunAsync(IMovable from, IMovable to, TimeProvider clock, Action<MoveProgress> progress, CancellationToken ct)
    {
        if (await from.MarkAsync(ct).ConfigureAwait(false) is { IsComplete: false } half)
        {
            throw StoreUnfinishedAsRefusal(from.Identity, half.Source);
        }

        var isContinued = await EnterAsync(from, to, clock, ct).ConfigureAwait(false);
        foreach (var table in MovedTable.All)
        {
            await CopyAsync(from, to, table, progress, ct).ConfigureAwait(false);
        }

        var moved = new List<MovedRows>();
        foreach (var table in MovedTable.All)
        {
            var sent = await DigestAsync(from, from, table, progress, ct).ConfigureAwait(false);
            var received = await DigestAsync(to, from, table, null, ct).ConfigureAwait(false);
            moved.Add(sent == received ? sent : throw new MoveDiffersException(table.Name, sent, received));
        }

        await to.CompleteAsync(await from.CountersAsync(ct).ConfigureAwait(false), clock.GetUtcNow(), ct).ConfigureAwait(false);
        return new MoveReport(from.Identity, to.Identity, isContinued, moved);
    }

    /// <returns>Whether a former run is continued.</returns>
    private static async Task<bool> EnterAsync(IMovable from, IMovable to, TimeProvider clock, CancellationToken ct)
    {
        var mark = await to.MarkAsync(ct).ConfigureAwait(false);
        if (mark is { IsComplete: true })
        {
            throw new MoveRefusedException(
                $"Kho đích {to.Identity} đã là một kho hoàn chỉnh (chép từ {mark.Source}); không làm gì cả. / The target {to.Identity} is a complete store already (copied from {mark.Source}); nothing was done.");
        }

        if (mark is not null)
        {
            return mark.Source == from.Identity ? true : throw new MoveRefusedException(
                $"Kho đích {to.Identity} là bản chép dở từ {mark.Source}, không phải từ {from.Identity}. / The target {to.Identity} is an unfinished copy of {mark.Source}, not of {from.Identity}.");
        }

        foreach (var table in MovedTable.All)
        {
            if (await to.CountAsync(table, ct).ConfigureAwait(false) > 0)
            {
                throw new MoveRefusedException(
                    $"Kho đích {to.Identity} không trống (bảng {table.Name}): chỉ chép vào kho trống. / The target {to.Identity} is not empty (table {table.Name}): only an empty store can be filled.");
            }
        }

        await to.BeginAsync(from.Identity, clock.GetUtcNow(), ct).ConfigureAwait(false);
        return false;
    }

    private static async Task CopyAsync(IMovable from, IMovable to, MovedTable table, Action<MoveProgress> progress, CancellationToken ct)
    {
        var columns = await ColumnsAsync(from, to, table, ct).ConfigureAwait(false);
        var all = await from.CountAsync(table, ct).ConfigureAwait(false);
        var place = await to.ReachedAsync(table, ct).ConfigureAwait(false);
        while (true)
        {
            progress(new MoveProgress(table.Name, place.Rows, all, IsVerifying: false));
            var rows = await from.ReadAsync(table, columns, place, ct).ConfigureAwait(false);
            if (rows.Count == 0)
            {
                return;
            }

            await to.WriteAsync(table, columns, rows, ct).ConfigureAwait(false);
            place = place.After(table, columns, rows);
        }
    }

    private static async Task<MovedRows> DigestAsync(IMovable store, IMovable from, MovedTable table, Action<MoveProgress>? progress, CancellationToken ct)
    {
        var columns = await from.ColumnsAsync(table, ct).ConfigureAwait(false);
        var all = progress is null ? 0 : await store.CountAsync(table, ct).ConfigureAwait(false);
        using var digest = new TableDigest();
        var place = MovePlace.Beginning;
        while (await store.ReadAsync(table, columns, place, ct).ConfigureAwait(false) is { Count: > 0 } rows)
        {
            digest.Add(rows);
            place = place.After(table, columns, rows);
            progress?.Invoke(new MoveProgress(table.Name, place.Rows, all, IsVerifying: true));
        }

        return new MovedRows(table.Name, place.Rows, digest.Finish());
    }

    private static async Task<IReadOnlyList<MovedColumn>> ColumnsAsync(IMovable from, IMovable to, MovedTable table, CancellationToken ct)
    {
        var columns = await from.ColumnsAsync(table, ct).ConfigureAwait(false);
        return columns.SequenceEqual(await to.ColumnsAsync(table, ct).ConfigureAwait(false))
            ? columns
            : throw new InvalidOperationException($"The columns of '{table.Name}' are not the same in both stores.");
    }

    private static MoveRefusedException StoreUnfinishedAsRefusal(string store, string source) => new(StoreUnfinishedException.Copying(store, source).Message);
}
