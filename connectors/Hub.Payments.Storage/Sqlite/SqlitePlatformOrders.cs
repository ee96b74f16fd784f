using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Storage.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Payments.Storage.Sqlite;

internal sealed class SqlitePlatformOrders(SqliteDatabase database) : IPlatformOrders
{
    private const string Orders = "SELECT version, body FROM platform_orders";

    public Task<PlatformOrder?> FindAsync(string reference, CancellationToken ct) => Task.FromResult(Rows($"{Orders} WHERE reference = $reference", ("$reference", reference)).FirstOrDefault());

    public Task<PlatformOrder?> LiveAsync(string request, string bin, string account, CancellationToken ct) => Task.FromResult(Rows(
        $"{Orders} WHERE request = $request AND bin = $bin AND account = $account AND state IN ('opening', 'pending')", ("$request", request), ("$bin", bin), ("$account", account)).FirstOrDefault());

    public Task<IReadOnlyList<PlatformOrder>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlatformOrder>>(
        Rows($"{Orders} WHERE due_at <= $now ORDER BY due_at, reference LIMIT $limit", ("$now", SqliteTime.Of(now)), ("$limit", limit)));

    public Task<IReadOnlyList<PlatformOrder>> ListAsync(PlatformOrderState? state, string? after, int limit, CancellationToken ct) => Task.FromResult<IReadOnlyList<PlatformOrder>>(Rows(
        $"{Orders} WHERE {(state is null ? "" : "state = $state AND ")}reference > $after ORDER BY reference LIMIT $limit",
        ("$state", state is { } named ? PlatformOrderStates.Table.Name(named) : null), ("$after", after ?? ""), ("$limit", limit)));

    private List<PlatformOrder> Rows(string sql, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, sql, parameters);
        return Read(command, PaymentsRows.Order);
    }
}

internal sealed class SqliteCounterSheets(SqliteDatabase database) : ICounterSheets
{
    private const int Most = 1000;

    public Task<IReadOnlyList<CounterSheet>> ListAsync(CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, "SELECT version, body FROM counter_sheets ORDER BY counter, agency, fee_type LIMIT $limit", ("$limit", Most));
        return Task.FromResult<IReadOnlyList<CounterSheet>>(Read(command, PaymentsRows.Sheet));
    }
}
