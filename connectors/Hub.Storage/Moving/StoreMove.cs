using Hub.Core.Stores;
using Hub.Storage.Modules;
using Hub.Storage.Postgres;
using Hub.Storage.Sqlite;

namespace Hub.Storage.Moving;

/// <summary>
/// Copies a store into an empty one of either engine, table by table, and compares both before the copy may be served. Neither may be in
/// use. A move that was broken off goes on where it stopped when it is run again. Afterwards nobody may serve the source, until it is reopened.
/// </summary>
public static class StoreMove
{
    /// <exception cref="MoveRefusedException">One of them is in use, the source is no whole store, or the target holds something else.</exception>
    /// <exception cref="MoveDiffersException">What was copied is not what the source holds.</exception>
    /// <exception cref="StoreInUseException">A hub runs on the folder.</exception>
    /// <exception cref="StoreUnavailableException">One of them cannot be reached, read or written.</exception>
    /// <exception cref="StoreVersionException">One of them is from a newer hub.</exception>
    public static async Task<MoveReport> RunAsync(StoreAddress source, StoreAddress target, StoreModules modules, TimeProvider clock, Action<MoveProgress> progress, CancellationToken ct)
    {
        try
        {
            var from = await source.OpenAsync(modules, isSource: true, ct);
            await using (from)
            {
                var to = await target.OpenAsync(modules, isSource: false, ct);
                await using (to)
                {
                    return await RunAsync(from, to, modules.Tables, clock, progress, ct);
                }
            }
        }
        catch (Exception exception) when ((SqliteFaults.Reason(exception) ?? PostgresFaults.Reason(exception)) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
    }

    /// <summary>Lets a store that was moved be served again. Whatever the other one has delivered since is delivered a second time.</summary>
    /// <returns>Where it had gone.</returns>
    /// <exception cref="MoveRefusedException">It is in use, is no whole store, or was not moved.</exception>
    /// <exception cref="StoreInUseException">A hub runs on the folder.</exception>
    /// <exception cref="StoreUnavailableException">It cannot be reached, read or written.</exception>
    /// <exception cref="StoreVersionException">It is from a newer hub.</exception>
    public static async Task<string> ReopenAsync(StoreAddress address, StoreModules modules, CancellationToken ct)
    {
        try
        {
            var store = await address.OpenAsync(modules, isSource: true, ct);
            await using (store)
            {
                if (await store.MarkAsync(ct) is not { State: MoveState.Moved } left)
                {
                    throw new MoveRefusedException($"Kho {store.Identity} chưa được chuyển đi đâu. / The store {store.Identity} was not moved anywhere.");
                }

                await store.ReopenAsync(ct);
                return left.Other;
            }
        }
        catch (Exception exception) when ((SqliteFaults.Reason(exception) ?? PostgresFaults.Reason(exception)) is { } fault)
        {
            throw new StoreUnavailableException(fault, exception);
        }
    }

    private static async Task<MoveReport> RunAsync(IMovable from, IMovable to, IReadOnlyList<MovedTable> tables, TimeProvider clock, Action<MoveProgress> progress, CancellationToken ct)
    {
        if (await IsCompleteAsync(from, to, ct))
        {
            return new MoveReport(from.Identity, to.Identity, IsContinued: true, []);
        }

        var isContinued = await EnterAsync(from, to, tables, clock, ct);
        foreach (var table in tables)
        {
            await CopyAsync(from, to, table, progress, ct);
        }

        var moved = new List<MovedRows>();
        foreach (var table in tables)
        {
            var sent = await DigestAsync(from, from, table, progress, ct);
            var received = await DigestAsync(to, from, table, null, ct);
            moved.Add(sent == received ? sent : throw new MoveDiffersException(table.Name, sent, received));
        }

        // Before the copy may be served, so that at no moment both may; broken off between the two, the same move finishes it.
        var counters = await from.CountersAsync(ct);
        await from.LeaveAsync(to.Identity, clock.GetUtcNow(), ct);
        await to.CompleteAsync(counters, clock.GetUtcNow(), ct);
        return new MoveReport(from.Identity, to.Identity, isContinued, moved);
    }

    // Whoever was broken off between the end and the report runs the same command again.
    private static async Task<bool> IsCompleteAsync(IMovable from, IMovable to, CancellationToken ct) =>
        await from.MarkAsync(ct) is { State: MoveState.Moved } left && left.Other == to.Identity
        && await to.MarkAsync(ct) is { State: MoveState.Complete } mark && mark.Other == from.Identity;

    /// <returns>Whether a former run is continued.</returns>
    private static async Task<bool> EnterAsync(IMovable from, IMovable to, IReadOnlyList<MovedTable> tables, TimeProvider clock, CancellationToken ct)
    {
        var left = await from.MarkAsync(ct);
        if (left is { State: MoveState.Copying })
        {
            throw new MoveRefusedException(left.Refusal(from.Identity).Message);
        }

        var mark = await to.MarkAsync(ct);
        if (mark is { State: MoveState.Complete })
        {
            throw new MoveRefusedException(
                $"Kho đích {to.Identity} đã là một kho hoàn chỉnh (chép từ {mark.Other}); không làm gì cả. / The target {to.Identity} is a complete store already (copied from {mark.Other}); nothing was done.");
        }

        if (mark is { State: MoveState.Moved })
        {
            throw new MoveRefusedException(
                $"Kho đích {to.Identity} giữ dữ liệu cũ, đã chuyển sang {mark.Other}: chỉ chép vào kho trống. / The target {to.Identity} holds old content, which was moved to {mark.Other}: only an empty store can be filled.");
        }

        if (mark is not null && mark.Other != from.Identity)
        {
            throw new MoveRefusedException(
                $"Kho đích {to.Identity} là bản chép dở từ {mark.Other}, không phải từ {from.Identity}. / The target {to.Identity} is an unfinished copy of {mark.Other}, not of {from.Identity}.");
        }

        // Of a move that was broken off at its very end the source is marked already.
        if (left is { State: MoveState.Moved } && (mark is null || left.Other != to.Identity))
        {
            throw new MoveRefusedException(left.Refusal(from.Identity).Message);
        }

        if (mark is not null)
        {
            return true;
        }

        foreach (var table in tables)
        {
            if (await to.CountAsync(table, ct) > 0)
            {
                throw new MoveRefusedException(
                    $"Kho đích {to.Identity} không trống (bảng {table.Name}): chỉ chép vào kho trống. / The target {to.Identity} is not empty (table {table.Name}): only an empty store can be filled.");
            }
        }

        await to.BeginAsync(from.Identity, clock.GetUtcNow(), ct);
        return false;
    }

    private static async Task CopyAsync(IMovable from, IMovable to, MovedTable table, Action<MoveProgress> progress, CancellationToken ct)
    {
        var columns = await ColumnsAsync(from, to, table, ct);
        var all = await from.CountAsync(table, ct);
        var place = await to.ReachedAsync(table, ct);
        while (true)
        {
            progress(new MoveProgress(table.Name, place.Rows, all, IsVerifying: false));
            var rows = await from.ReadAsync(table, columns, place, ct);
            if (rows.Count == 0)
            {
                return;
            }

            await to.WriteAsync(table, columns, rows, ct);
            place = place.After(table, columns, rows);
        }
    }

    private static async Task<MovedRows> DigestAsync(IMovable store, IMovable from, MovedTable table, Action<MoveProgress>? progress, CancellationToken ct)
    {
        var columns = await from.ColumnsAsync(table, ct);
        var all = progress is null ? 0 : await store.CountAsync(table, ct);
        using var digest = new TableDigest();
        var place = MovePlace.Beginning;
        while (await store.ReadAsync(table, columns, place, ct) is { Count: > 0 } rows)
        {
            digest.Add(rows);
            place = place.After(table, columns, rows);
            progress?.Invoke(new MoveProgress(table.Name, place.Rows, all, IsVerifying: true));
        }

        return new MovedRows(table.Name, place.Rows, digest.Finish());
    }

    private static async Task<IReadOnlyList<MovedColumn>> ColumnsAsync(IMovable from, IMovable to, MovedTable table, CancellationToken ct)
    {
        var columns = await from.ColumnsAsync(table, ct);
        return columns.SequenceEqual(await to.ColumnsAsync(table, ct))
            ? columns
            : throw new InvalidOperationException($"The columns of '{table.Name}' are not the same in both stores.");
    }
}
