using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Postgres;
using Npgsql;

namespace Hub.Payments.Storage.Postgres;

internal sealed class PostgresPayments(PostgresRunner runner, PostgresCommit commit) : IPayments
{
    private const int MostOfNumber = 10;
    private const int MostFaults = 100;
    private const string Fees = "SELECT version, body FROM fees";
    private const string Requests = "SELECT r.version, r.body FROM payment_requests r";

    public Task<Fee?> FeeAsync(string id, CancellationToken ct) => OneAsync($"{Fees} WHERE id = $1", PaymentsRows.Fee, s => s.Text(id), ct);

    public Task<IReadOnlyList<Fee>> FeesOfDossierAsync(string dossier, CancellationToken ct) => ListAsync($"{Fees} WHERE dossier = $1 ORDER BY id", PaymentsRows.Fee, s => s.Text(dossier), ct);

    public Task<IReadOnlyList<Fee>> FeesOfNumberAsync(string number, CancellationToken ct) =>
        ListAsync($"{Fees} WHERE number = $1 ORDER BY id LIMIT $2", PaymentsRows.Fee, s => s.Text(number).Int(MostOfNumber), ct);

    public Task<IReadOnlyList<Fee>> FeesOfPlainAsync(string plain, CancellationToken ct) => ListAsync($"{Fees} WHERE plain = $1 ORDER BY id", PaymentsRows.Fee, s => s.Text(plain), ct);

    public Task<IReadOnlyList<Fee>> FeesOfFormerAsync(IReadOnlyCollection<string> references, CancellationToken ct) => ListAsync(
        $"{Fees} WHERE id = ANY (ARRAY(SELECT r.fee FROM former_references r WHERE r.reference = ANY ($1))) ORDER BY id LIMIT $2", PaymentsRows.Fee, s => s.Texts([.. references]).Int(MostOfNumber), ct);

    public Task<IReadOnlyList<Fee>> FeesAsync(FeeState? state, string? after, int limit, CancellationToken ct) => state is { } named
        ? ListAsync($"{Fees} WHERE state = $3 AND id > $1 ORDER BY id LIMIT $2", PaymentsRows.Fee, s => s.Text(after ?? "").Int(limit).Text(FeeStates.Table.Name(named)), ct)
        : ListAsync($"{Fees} WHERE id > $1 ORDER BY id LIMIT $2", PaymentsRows.Fee, s => s.Text(after ?? "").Int(limit), ct);

    // The fee first: whatever of its money comes later moves it, and refuses what was computed without.
    public async Task<FeeFile?> FileAsync(string id, CancellationToken ct)
    {
        if (await FeeAsync(id, ct) is not { } fee)
        {
            return null;
        }

        var payments = await ListAsync(
            "SELECT p.version, p.body FROM payments p WHERE p.id IN (SELECT s.payment FROM payment_shares s WHERE s.fee = $1) ORDER BY p.seq", PaymentsRows.Payment, s => s.Text(id), ct);
        return new FeeFile(fee, payments, await ListAsync($"{Requests} WHERE r.fee = $1 ORDER BY r.reference", PaymentsRows.Request, s => s.Text(id), ct));
    }

    public Task<IReadOnlyList<PaymentRequest>> RequestsAsync(IReadOnlyCollection<string> references, CancellationToken ct) =>
        ListAsync($"{Requests} WHERE r.reference = ANY ($1) ORDER BY r.reference", PaymentsRows.Request, s => s.Texts([.. references]), ct);

    public Task<IReadOnlyList<PaymentRequest>> CandidatesAsync(IReadOnlyCollection<string> parts, CancellationToken ct) => ListAsync($"""
        {Requests} WHERE r.reference IN (
            SELECT h.reference FROM payment_requests h WHERE h.head = ANY ($1) AND h.state = 'open'
            UNION SELECT t.reference FROM payment_requests t WHERE t.tail = ANY ($1) AND t.state = 'open') ORDER BY r.reference
        """, PaymentsRows.Request, s => s.Texts([.. parts]), ct);

    public Task<Payment?> PaymentAsync(string id, CancellationToken ct) => OneAsync("SELECT version, body FROM payments WHERE id = $1", PaymentsRows.Payment, s => s.Text(id), ct);

    public Task<Payment?> OfWitnessAsync(string source, string key, CancellationToken ct) => OneAsync(
        "SELECT p.version, p.body FROM payment_witnesses w JOIN payments p ON p.id = w.payment WHERE w.source = $1 AND w.key = $2", PaymentsRows.Payment, s => s.Text(source).Text(key), ct);

    public Task<IReadOnlyList<Payment>> AlikeAsync(long amount, DateOnly from, DateOnly to, string? without, CancellationToken ct) => ListAsync(
        $"SELECT p.version, p.body FROM payments p WHERE p.amount = $1 AND p.value_day >= $2 AND p.value_day <= $3 AND {Columns.Without("$4")} ORDER BY p.value_day, p.seq", PaymentsRows.Payment,
        s => s.Long(amount).Long(from.DayNumber).Long(to.DayNumber).Text(without), ct);

    public Task<IReadOnlyList<NumberedPayment>> PaymentsAsync(long after, int limit, CancellationToken ct) =>
        ListAsync("SELECT version, body, seq FROM payments WHERE seq > $1 ORDER BY seq LIMIT $2", PaymentsRows.Numbered, s => s.Long(after).Int(limit), ct);

    public Task<IReadOnlyList<LedgerMove>> MovesAsync(string payment, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Move} FROM ledger_moves WHERE payment = $1 ORDER BY seq", PaymentsRows.Move, s => s.Text(payment), ct);

    public Task<IReadOnlyList<LedgerLine>> LedgerAsync(DateOnly from, DateOnly to, CancellationToken ct) => ListAsync($"""
        SELECT p.account, p.value_day, {Columns.Sums} FROM payments p JOIN payment_shares s ON s.payment = p.id
        WHERE p.value_day >= $1 AND p.value_day <= $2 GROUP BY p.account, p.value_day ORDER BY p.account, p.value_day
        """, PaymentsRows.Ledger, s => s.Long(from.DayNumber).Long(to.DayNumber), ct);

    public Task<IReadOnlyList<LedgerFault>> FaultsAsync(CancellationToken ct) => ListAsync($"SELECT * FROM ({Columns.Faults}) x LIMIT $1", PaymentsRows.Fault, s => s.Int(MostFaults), ct);

    public async Task<KeptMessage> KeepAsync(KeptMessage message, CancellationToken ct)
    {
        await runner.RunUnderGateAsync(async (session, stop) => await PaymentsWriting.Keep(session.Statement(PaymentsWriting.KeepText), message).RunAsync(stop), ct);
        return (await OneAsync($"SELECT {Columns.Message} FROM payment_messages WHERE id = $1", PaymentsRows.Message, s => s.Text(message.Id), ct))!;
    }

    public Task<IReadOnlyList<KeptMessage>> UndecidedAsync(int limit, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Message} FROM payment_messages WHERE verdict IS NULL ORDER BY received_at, id LIMIT $1", PaymentsRows.Message, s => s.Int(limit), ct);

    public Task<IReadOnlyList<BeneficiaryAccount>> AccountsAsync(CancellationToken ct) =>
        ListAsync("SELECT version, body FROM beneficiary_accounts ORDER BY bin, number, valid_from", PaymentsRows.Account, s => s, ct);

    public Task<IReadOnlyList<KeptLine>> KnownLinesAsync(IReadOnlyCollection<string> identities, CancellationToken ct) => ListAsync($"""
        SELECT l.* FROM unnest($1::text[]) AS t (key) CROSS JOIN LATERAL (SELECT {Columns.Line} FROM bank_lines b WHERE b.identity = t.key LIMIT 1) l
        """, PaymentsRows.Line, s => s.Texts([.. identities]), ct);

    public Task<KeptStatement?> StatementAsync(string slot, CancellationToken ct) =>
        OneAsync("SELECT version, body FROM bank_statements WHERE slot = $1 AND superseded = 0", PaymentsRows.Statement, s => s.Text(slot), ct);

    public Task<KeptStatement?> StatementOfIdAsync(string id, CancellationToken ct) =>
        OneAsync("SELECT version, body FROM bank_statements WHERE id = $1", PaymentsRows.Statement, s => s.Text(id), ct);

    public Task<IReadOnlyList<KeptStatement>> StatementsSinceAsync(DateOnly from, CancellationToken ct) =>
        ListAsync("SELECT version, body FROM bank_statements WHERE last_day >= $1 AND superseded = 0 ORDER BY last_day, id", PaymentsRows.Statement, s => s.Long(from.DayNumber), ct);

    public Task<IReadOnlyList<ExpectedFile>> ExpectedFilesAsync(DateOnly from, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Expected} FROM expected_files WHERE day >= $1 OR state = 'missing' ORDER BY source, day", PaymentsRows.Expected, s => s.Long(from.DayNumber), ct);

    public Task<IReadOnlyList<KeptLine>> LinesAsync(string statement, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Line} FROM bank_lines WHERE statement = $1 AND superseded = 0 ORDER BY identity", PaymentsRows.Line, s => s.Text(statement), ct);

    public Task<IReadOnlyList<KeptLine>> LinesOfReferenceAsync(string reference, long amount, DateOnly day, CancellationToken ct) => ListAsync(
        $"SELECT {Columns.Line} FROM bank_lines WHERE {Columns.OfReference("$1", "$2", "$3")} ORDER BY identity", PaymentsRows.Line, s => s.Text(reference).Long(amount).Long(day.DayNumber), ct);

    public Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) =>
        commit.RunAsync(Columns.Effects(batch), ask => PaymentsWriting.Ask(ask, batch), write => PaymentsWriting.Write(write, batch), Columns.Contested, ct);

    private async Task<T?> OneAsync<T>(string sql, Func<NpgsqlDataReader, T> row, Func<PostgresStatement, PostgresStatement> bind, CancellationToken ct)
        where T : class => await ListAsync(sql, row, bind, ct) is [var first, ..] ? first : null;

    private async Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<NpgsqlDataReader, T> row, Func<PostgresStatement, PostgresStatement> bind, CancellationToken ct) =>
        await runner.ReadAsync((session, stop) => bind(session.Statement(sql)).ReadAsync(row, stop), ct);
}
