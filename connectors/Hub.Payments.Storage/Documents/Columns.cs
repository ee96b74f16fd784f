using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Storage;

namespace Hub.Payments.Storage.Documents;

/// <summary>What both dialects write beside the documents, and what a batch writes beside the payments' own rows.</summary>
internal static class Columns
{
    public const string Move = "payment, from_state, from_fee, to_state, to_fee, amount, by, at";
    public const string Message = "id, messenger, key, digest, received_at, raw, notice, code, unclear, verdict, payment";
    public const string Line = "identity, statement, account, value_day, booked_day, amount, bank_reference, text, raw, twin, payment, received_at, superseded";

    public const string Expected = "source, day, state, changed_at, version";

    /// <summary>Columns of the ledger, by account <c>p.account</c> and day <c>p.value_day</c>; read by <see cref="Ledger"/>.</summary>
    public const string Sums = """
        CAST(SUM(s.amount) AS bigint), CAST(SUM(CASE WHEN s.state = 'reversed' THEN s.amount ELSE 0 END) AS bigint), CAST(SUM(CASE WHEN s.state = 'matched' THEN s.amount ELSE 0 END) AS bigint),
        CAST(SUM(CASE WHEN s.state = 'waiting' THEN s.amount ELSE 0 END) AS bigint), CAST(SUM(CASE WHEN s.state = 'unidentified' THEN s.amount ELSE 0 END) AS bigint),
        CAST(SUM(CASE WHEN s.state = 'refund-due' THEN s.amount ELSE 0 END) AS bigint), CAST(SUM(CASE WHEN s.state = 'refunded' THEN s.amount ELSE 0 END) AS bigint),
        CAST(SUM(CASE WHEN s.state = 'written-off' THEN s.amount ELSE 0 END) AS bigint)
        """;

    /// <summary>Code, id, expected and found of each fault of what is stored.</summary>
    public const string Faults = """
        SELECT 'payment-sum' AS code, p.id, p.amount AS expected, CAST(COALESCE((SELECT SUM(s.amount) FROM payment_shares s WHERE s.payment = p.id), 0) AS bigint) AS found FROM payments p
            WHERE p.amount <> COALESCE((SELECT SUM(s.amount) FROM payment_shares s WHERE s.payment = p.id), 0)
        UNION ALL SELECT 'share-not-positive', s.payment, 1, s.amount FROM payment_shares s WHERE s.amount <= 0
        UNION ALL SELECT 'share-without-fee', s.payment, 0, s.amount FROM payment_shares s WHERE s.state = 'matched' AND NOT EXISTS (SELECT 1 FROM fees f WHERE f.id = s.fee)
        UNION ALL SELECT 'payment-without-witness', p.id, 1, 0 FROM payments p WHERE NOT EXISTS (SELECT 1 FROM payment_witnesses w WHERE w.payment = p.id)
        UNION ALL SELECT 'fee-matched-beyond', f.id, CASE WHEN f.cancelled = 1 THEN 0 ELSE f.amount END, CAST(SUM(s.amount) AS bigint) FROM fees f JOIN payment_shares s ON s.fee = f.id AND s.state = 'matched'
            GROUP BY f.id, f.cancelled, f.amount HAVING SUM(s.amount) > CASE WHEN f.cancelled = 1 THEN 0 ELSE f.amount END
        """;

    // Keys whose being taken by another refuses a batch: a fee, a reference, a witness, a line, a statement.
    public static IReadOnlyList<string> Contested { get; } = ["fees", "payment_requests", "payments", "payment_witnesses", "bank_lines", "bank_statements", "beneficiary_accounts", "platform_orders", "counter_sheets", "expected_files"];

    public static Effects Effects(PaymentsBatch batch) => new() { Events = batch.Events, EndedTasks = batch.EndedTasks, Tasks = batch.Tasks, Audit = batch.Audit };

    /// <summary>Payments <c>p</c> that a source has not told of; all where there is none.</summary>
    /// <param name="source">SQL of the source.</param>
    public static string Without(string source) => $"({source} IS NULL OR NOT EXISTS (SELECT 1 FROM payment_witnesses w WHERE w.payment = p.id AND w.source = {source}))";

    /// <summary>Lines of one reference, amount and day, found by the payments that they told of: of these alone there is an index.</summary>
    public static string OfReference(string reference, string amount, string day) => $"""
        bank_reference = {reference} AND amount = {amount} AND value_day = {day} AND superseded = 0 AND payment IS NOT NULL
        AND payment IN (SELECT p.id FROM payments p WHERE p.amount = {amount} AND p.value_day >= {day} - 1 AND p.value_day <= {day} + 1)
        """;

    public static string Plain(string dossier) => string.Concat(dossier.Where(letter => char.IsAsciiLetterOrDigit(letter) || letter == '_'));

    /// <summary>Something of it is still to come: money, or a refund.</summary>
    public static bool IsLive(Fee fee) => fee.State is FeeState.Open or FeeState.Underpaid or FeeState.Overpaid or FeeState.RefundDue;

    public static string State(PaymentState state) => PaymentStates.Table.Name(state);

    public static string? State(PaymentState? state) => state is { } known ? State(known) : null;

    public static PaymentState State(string name) => PaymentStates.Table.TryParse(name, out var state) ? state : throw new FormatException(name);

    public static string Expecting(ExpectedState state) => state is ExpectedState.Missing ? "missing" : "settled";

    public static ExpectedState Expecting(string name) => name switch
    {
        "missing" => ExpectedState.Missing,
        "settled" => ExpectedState.Settled,
        _ => throw new FormatException(name),
    };

    /// <param name="sums">In the order of <see cref="Sums"/>.</param>
    public static LedgerLine Ledger(string account, long day, Func<int, long> sums) =>
        new(account, DateOnly.FromDayNumber((int)day), sums(0), sums(1), sums(2), sums(3), sums(4), sums(5), sums(6), sums(7));
}
