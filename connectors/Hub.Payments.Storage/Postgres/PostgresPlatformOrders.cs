using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Storage.Postgres;

namespace Hub.Payments.Storage.Postgres;

internal sealed class PostgresPlatformOrders(PostgresRunner runner) : IPlatformOrders
{
    private const string Orders = "SELECT version, body FROM platform_orders";

    public async Task<PlatformOrder?> FindAsync(string reference, CancellationToken ct) =>
        await RowsAsync($"{Orders} WHERE reference = $1", s => s.Text(reference), ct) is [var found] ? found : null;

    public async Task<PlatformOrder?> LiveAsync(string request, string bin, string account, CancellationToken ct) => await RowsAsync(
        $"{Orders} WHERE request = $1 AND bin = $2 AND account = $3 AND state IN ('opening', 'pending')", s => s.Text(request).Text(bin).Text(account), ct) is [var found] ? found : null;

    public Task<IReadOnlyList<PlatformOrder>> DueAsync(DateTimeOffset now, int limit, CancellationToken ct) =>
        RowsAsync($"{Orders} WHERE due_at <= $1 ORDER BY due_at, reference LIMIT $2", s => s.Time(now).Int(limit), ct);

    public Task<IReadOnlyList<PlatformOrder>> ListAsync(PlatformOrderState? state, string? after, int limit, CancellationToken ct) => state is { } named
        ? RowsAsync($"{Orders} WHERE state = $3 AND reference > $1 ORDER BY reference LIMIT $2", s => s.Text(after ?? "").Int(limit).Text(PlatformOrderStates.Table.Name(named)), ct)
        : RowsAsync($"{Orders} WHERE reference > $1 ORDER BY reference LIMIT $2", s => s.Text(after ?? "").Int(limit), ct);

    private async Task<IReadOnlyList<PlatformOrder>> RowsAsync(string sql, Func<PostgresStatement, PostgresStatement> bind, CancellationToken ct) =>
        await runner.ReadAsync((session, stop) => bind(session.Statement(sql)).ReadAsync(PaymentsRows.Order, stop), ct);
}

internal sealed class PostgresCounterSheets(PostgresRunner runner) : ICounterSheets
{
    private const int Most = 1000;

    public async Task<IReadOnlyList<CounterSheet>> ListAsync(CancellationToken ct) => await runner.ReadAsync(
        (session, stop) => session.Statement("SELECT version, body FROM counter_sheets ORDER BY counter, agency, fee_type LIMIT $1").Int(Most).ReadAsync(PaymentsRows.Sheet, stop), ct);
}
