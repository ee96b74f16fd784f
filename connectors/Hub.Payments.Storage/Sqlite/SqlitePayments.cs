using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Sqlite;
using Microsoft.Data.Sqlite;
using static Hub.Storage.Sqlite.SqliteRows;

namespace Hub.Payments.Storage.Sqlite;

internal sealed class SqlitePayments(SqliteDatabase database, SqliteWriter writer, SqliteCommit commit) : IPayments
{
    private const int MostOfNumber = 10;
    private const int MostFaults = 100;
    private const string OfFee = "SELECT p.version, p.body FROM payments p WHERE p.id IN (SELECT s.payment FROM payment_shares s WHERE s.fee = $fee) ORDER BY p.seq";
    private const string Requests = "SELECT r.version, r.body FROM payment_requests r";

    public Task<Fee?> FeeAsync(string id, CancellationToken ct) => OneAsync("SELECT version, body FROM fees WHERE id = $id", PaymentsRows.Fee, ("$id", id));

    public Task<IReadOnlyList<Fee>> FeesOfDossierAsync(string dossier, CancellationToken ct) =>
        ListAsync("SELECT version, body FROM fees WHERE dossier = $dossier ORDER BY id", PaymentsRows.Fee, ("$dossier", dossier));

    public Task<IReadOnlyList<Fee>> FeesOfNumberAsync(string number, CancellationToken ct) =>
        ListAsync("SELECT version, body FROM fees WHERE number = $number ORDER BY id LIMIT $limit", PaymentsRows.Fee, ("$number", number), ("$limit", MostOfNumber));

    public Task<IReadOnlyList<Fee>> FeesOfPlainAsync(string plain, CancellationToken ct) =>
        ListAsync("SELECT version, body FROM fees WHERE plain = $plain ORDER BY id", PaymentsRows.Fee, ("$plain", plain));

    public Task<IReadOnlyList<Fee>> FeesOfFormerAsync(IReadOnlyCollection<string> references, CancellationToken ct) => ListAsync(
        """
        SELECT f.version, f.body FROM fees f WHERE f.id IN (SELECT r.fee FROM json_each($references) k CROSS JOIN former_references r WHERE r.reference = k.value) ORDER BY f.id LIMIT $limit
        """, PaymentsRows.Fee, ("$references", PaymentsDocument.Of(references)), ("$limit", MostOfNumber));

    public Task<IReadOnlyList<Fee>> FeesAsync(FeeState? state, string? after, int limit, CancellationToken ct) => ListAsync(
        $"SELECT version, body FROM fees WHERE {(state is null ? "" : "state = $state AND ")}id > $after ORDER BY id LIMIT $limit", PaymentsRows.Fee,
        ("$state", state is { } named ? FeeStates.Table.Name(named) : null), ("$after", after ?? ""), ("$limit", limit));

    // As it stood at one moment: a payment that comes between would be taken for none.
    public Task<FeeFile?> FileAsync(string id, CancellationToken ct)
    {
        using var connection = database.OpenReader();
        using var moment = connection.BeginTransaction(deferred: true);
        using var fees = Command(connection, "SELECT version, body FROM fees WHERE id = $fee", ("$fee", id));
        using var payments = Command(connection, OfFee, ("$fee", id));
        using var requests = Command(connection, $"{Requests} WHERE r.fee = $fee ORDER BY r.reference", ("$fee", id));
        (fees.Transaction, payments.Transaction, requests.Transaction) = (moment, moment, moment);
        return Task.FromResult(Read(fees, PaymentsRows.Fee) is [var fee] ? new FeeFile(fee, Read(payments, PaymentsRows.Payment), Read(requests, PaymentsRows.Request)) : null);
    }

    public Task<IReadOnlyList<PaymentRequest>> RequestsAsync(IReadOnlyCollection<string> references, CancellationToken ct) => ListAsync(
        $"{Requests} WHERE r.reference IN (SELECT value FROM json_each($references)) ORDER BY r.reference", PaymentsRows.Request, ("$references", PaymentsDocument.Of(references)));

    public Task<IReadOnlyList<PaymentRequest>> CandidatesAsync(IReadOnlyCollection<string> parts, CancellationToken ct) => ListAsync(
        $"""
        {Requests} WHERE r.reference IN (
            SELECT h.reference FROM json_each($parts) k CROSS JOIN payment_requests h WHERE h.head = k.value AND h.state = 'open'
            UNION SELECT t.reference FROM json_each($parts) k CROSS JOIN payment_requests t WHERE t.tail = k.value AND t.state = 'open') ORDER BY r.reference
        """, PaymentsRows.Request, ("$parts", PaymentsDocument.Of(parts)));

    public Task<Payment?> PaymentAsync(string id, CancellationToken ct) => OneAsync("SELECT version, body FROM payments WHERE id = $id", PaymentsRows.Payment, ("$id", id));

    public Task<Payment?> OfWitnessAsync(string source, string key, CancellationToken ct) => OneAsync(
        "SELECT p.version, p.body FROM payment_witnesses w JOIN payments p ON p.id = w.payment WHERE w.source = $source AND w.key = $key", PaymentsRows.Payment, ("$source", source), ("$key", key));

    public Task<IReadOnlyList<Payment>> AlikeAsync(long amount, DateOnly from, DateOnly to, string? without, CancellationToken ct) => ListAsync(
        $"SELECT p.version, p.body FROM payments p WHERE p.amount = $amount AND p.value_day >= $from AND p.value_day <= $to AND {Columns.Without("$without")} ORDER BY p.value_day, p.seq", PaymentsRows.Payment,
        ("$amount", amount), ("$from", from.DayNumber), ("$to", to.DayNumber), ("$without", without));

    public Task<IReadOnlyList<NumberedPayment>> PaymentsAsync(long after, int limit, CancellationToken ct) =>
        ListAsync("SELECT version, body, seq FROM payments WHERE seq > $after ORDER BY seq LIMIT $limit", PaymentsRows.Numbered, ("$after", after), ("$limit", limit));

    public Task<IReadOnlyList<LedgerMove>> MovesAsync(string payment, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Move} FROM ledger_moves WHERE payment = $payment ORDER BY seq", PaymentsRows.Move, ("$payment", payment));

    public Task<IReadOnlyList<LedgerLine>> LedgerAsync(DateOnly from, DateOnly to, CancellationToken ct) => ListAsync(
        $"""
        SELECT p.account, p.value_day, {Columns.Sums} FROM payments p JOIN payment_shares s ON s.payment = p.id
        WHERE p.value_day >= $from AND p.value_day <= $to GROUP BY p.account, p.value_day ORDER BY p.account, p.value_day
        """, PaymentsRows.Ledger, ("$from", from.DayNumber), ("$to", to.DayNumber));

    public Task<IReadOnlyList<LedgerFault>> FaultsAsync(CancellationToken ct) => ListAsync($"SELECT * FROM ({Columns.Faults}) LIMIT $limit", PaymentsRows.Fault, ("$limit", MostFaults));

    public async Task<KeptMessage> KeepAsync(KeptMessage message, CancellationToken ct)
    {
        await writer.RunAsync(session => session.Write(message), ct);
        return (await OneAsync($"SELECT {Columns.Message} FROM payment_messages WHERE id = $id", PaymentsRows.Message, ("$id", message.Id)))!;
    }

    public Task<IReadOnlyList<KeptMessage>> UndecidedAsync(int limit, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Message} FROM payment_messages WHERE verdict IS NULL ORDER BY received_at, id LIMIT $limit", PaymentsRows.Message, ("$limit", limit));

    public Task<IReadOnlyList<BeneficiaryAccount>> AccountsAsync(CancellationToken ct) =>
        ListAsync("SELECT version, body FROM beneficiary_accounts ORDER BY bin, number, valid_from", PaymentsRows.Account);

    public Task<IReadOnlyList<KeptLine>> KnownLinesAsync(IReadOnlyCollection<string> identities, CancellationToken ct) => ListAsync(
        $"SELECT {Columns.Line} FROM json_each($identities) k CROSS JOIN bank_lines l WHERE l.identity = k.value", PaymentsRows.Line, ("$identities", PaymentsDocument.Of(identities)));

    public Task<KeptStatement?> StatementAsync(string slot, CancellationToken ct) =>
        OneAsync("SELECT version, body FROM bank_statements WHERE slot = $slot AND superseded = 0", PaymentsRows.Statement, ("$slot", slot));

    public Task<KeptStatement?> StatementOfIdAsync(string id, CancellationToken ct) =>
        OneAsync("SELECT version, body FROM bank_statements WHERE id = $id", PaymentsRows.Statement, ("$id", id));

    public Task<IReadOnlyList<KeptStatement>> StatementsSinceAsync(DateOnly from, CancellationToken ct) =>
        ListAsync("SELECT version, body FROM bank_statements WHERE last_day >= $from AND superseded = 0 ORDER BY last_day, id", PaymentsRows.Statement, ("$from", from.DayNumber));

    public Task<IReadOnlyList<ExpectedFile>> ExpectedFilesAsync(DateOnly from, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Expected} FROM expected_files WHERE day >= $from OR state = 'missing' ORDER BY source, day", PaymentsRows.Expected, ("$from", from.DayNumber));

    public Task<IReadOnlyList<KeptLine>> LinesAsync(string statement, CancellationToken ct) =>
        ListAsync($"SELECT {Columns.Line} FROM bank_lines WHERE statement = $statement AND superseded = 0 ORDER BY identity", PaymentsRows.Line, ("$statement", statement));

    public Task<IReadOnlyList<KeptLine>> LinesOfReferenceAsync(string reference, long amount, DateOnly day, CancellationToken ct) => ListAsync(
        $"SELECT {Columns.Line} FROM bank_lines WHERE {Columns.OfReference("$reference", "$amount", "$day")} ORDER BY identity", PaymentsRows.Line,
        ("$reference", reference), ("$amount", amount), ("$day", day.DayNumber));

    public Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) =>
        commit.RunAsync(Columns.Effects(batch), session => session.Stands(batch), session => session.Write(batch), Columns.Contested, ct);

    private Task<T?> OneAsync<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string, object?)> parameters) => Task.FromResult(Rows(sql, row, parameters).FirstOrDefault());

    private Task<IReadOnlyList<T>> ListAsync<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string, object?)> parameters) => Task.FromResult<IReadOnlyList<T>>(Rows(sql, row, parameters));

    private List<T> Rows<T>(string sql, Func<SqliteDataReader, T> row, params ReadOnlySpan<(string, object?)> parameters)
    {
        using var connection = database.OpenReader();
        using var command = Command(connection, sql, parameters);
        return Read(command, row);
    }
}
