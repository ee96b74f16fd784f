using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Sqlite;

namespace Hub.Payments.Storage.Sqlite;

/// <summary>Writes a batch, if everything still stands as it was computed from it.</summary>
internal static class PaymentsWriting
{
    private static readonly string AlikeText =
        $"SELECT COUNT(*), COALESCE(SUM(p.version), 0) FROM payments p WHERE p.amount = ?1 AND p.value_day >= ?2 AND p.value_day <= ?3 AND {Columns.Without("?4")}";

    public static bool Stands(this SqliteSession session, PaymentsBatch batch) =>
        batch.Fees.All(fee => Number(session.Statement("SELECT version FROM fees WHERE id = ?").Bind(1, fee.Id)) == fee.Version)
        && batch.Requests.All(request => Number(session.Statement("SELECT version FROM payment_requests WHERE reference = ?").Bind(1, request.Reference.Text)) == request.Version)
        && batch.Payments.All(payment => Number(session.Statement("SELECT version FROM payments WHERE id = ?").Bind(1, payment.Id)) == payment.Version)
        && batch.Statements.All(statement => Number(session.Statement("SELECT version FROM bank_statements WHERE id = ?").Bind(1, statement.Id)) == statement.Version)
        && batch.Expected.All(file => Number(session.Statement("SELECT version FROM expected_files WHERE source = ? AND day = ?").Bind(1, file.Source).Bind(2, file.Day.DayNumber)) == file.Version)
        && batch.Accounts.All(account => Number(session.Statement("SELECT version FROM beneficiary_accounts WHERE bin = ? AND number = ? AND valid_from = ?")
            .Bind(1, account.Bin).Bind(2, account.Number).Bind(3, account.ValidFrom.DayNumber)) == account.Version)
        && batch.Orders.All(order => Number(session.Statement("SELECT version FROM platform_orders WHERE reference = ?").Bind(1, order.Reference)) == order.Version)
        && batch.Sheets.All(sheet => Number(session.Statement("SELECT version FROM counter_sheets WHERE counter = ? AND agency = ? AND fee_type = ?")
            .Bind(1, sheet.Counter).Bind(2, sheet.Agency ?? "").Bind(3, sheet.FeeType ?? "")) == sheet.Version)
        && (batch.Alike is not { } alike || session.Stands(alike))
        && (batch.Decided is not { } decided || Number(session.Statement("SELECT 1 FROM payment_messages WHERE id = ? AND verdict IS NULL").Bind(1, decided.Message)) == 1);

    public static void Write(this SqliteSession session, PaymentsBatch batch)
    {
        Each(batch.Fees, session.Write);
        Each(batch.Requests, session.Write);
        Each(batch.Payments, session.Write);
        Each(batch.Moves, session.Write);
        Each(batch.Accounts, session.Write);
        Each(batch.Orders, session.Write);
        Each(batch.Sheets, session.Write);
        Each(batch.Expected, session.Write);
        Each(batch.Former, former => session.Statement("INSERT INTO former_references (reference, fee) VALUES (?,?) ON CONFLICT DO NOTHING").Bind(1, former.Reference).Bind(2, former.Fee).Run());

        // What is superseded frees its slot for what comes in its place.
        Each(batch.Statements.OrderBy(statement => statement.SupersededBy is null), session.Write);
        Each(batch.Lines, session.Write);
        if (batch.Taken is { } taken)
        {
            Each(taken.Identities, identity => session.Statement("UPDATE bank_lines SET statement = ? WHERE identity = ?").Bind(1, taken.Statement).Bind(2, identity).Run());
        }

        Each(batch.Superseded, identity => session.Statement("UPDATE bank_lines SET superseded = 1 WHERE identity = ?").Bind(1, identity).Run());
        if (batch.Decided is { } decided)
        {
            session.Statement("UPDATE payment_messages SET verdict = ?, payment = ?, decided_at = ? WHERE id = ?")
                .Bind(1, decided.Verdict).Bind(2, decided.Payment).Bind(3, SqliteTime.Of(decided.At)).Bind(4, decided.Message).Run();
        }
    }

    public static void Write(this SqliteSession session, KeptMessage message) =>
        session.Statement($"INSERT INTO payment_messages ({Columns.Message}) VALUES (?,?,?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING")
            .Bind(1, message.Id).Bind(2, message.Messenger).Bind(3, message.Key).Bind(4, message.Digest).Bind(5, SqliteTime.Of(message.ReceivedAt)).Bind(6, message.Raw.Span)
            .Bytes(7, PaymentsDocument.Of(message.Notice)).Bind(8, message.Code).Bind(9, message.IsUnclear ? 1 : 0).Bind(10, message.Verdict).Bind(11, message.Payment).Run();

    private static bool Stands(this SqliteSession session, AlikeGuard alike)
    {
        var select = session.Statement(AlikeText)
            .Bind(1, alike.Amount).Bind(2, alike.From.DayNumber).Bind(3, alike.To.DayNumber).Bind(4, alike.Without);
        var stands = select.Step() && select.Long(0) == alike.Count && select.Long(1) == alike.Versions;
        select.Reset();
        return stands;
    }

    private static void Write(this SqliteSession session, Fee fee) =>
        session.Statement("""
            INSERT INTO fees (id, dossier, number, plain, state, amount, cancelled, live, updated_at, version, body) VALUES (?,?,?,?,?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET state = excluded.state, amount = excluded.amount, cancelled = excluded.cancelled, live = excluded.live,
                updated_at = excluded.updated_at, version = excluded.version, body = excluded.body
            """)
            .Bind(1, fee.Id).Bind(2, fee.Dossier).Bind(3, fee.Number).Bind(4, Columns.Plain(fee.Dossier)).Bind(5, FeeStates.Table.Name(fee.State)).Bind(6, fee.Amount)
            .Bind(7, fee.IsCancelled ? 1 : 0).Bind(8, Columns.IsLive(fee) ? 1 : 0).Bind(9, SqliteTime.Of(fee.ChangedAt)).Bind(10, fee.Version + 1).Bind(11, PaymentsDocument.Of(fee)).Run();

    private static void Write(this SqliteSession session, PaymentRequest request) =>
        session.Statement("""
            INSERT INTO payment_requests (reference, fee, dossier, state, head, tail, version, body) VALUES (?,?,?,?,?,?,?,?)
            ON CONFLICT (reference) DO UPDATE SET state = excluded.state, version = excluded.version, body = excluded.body
            """)
            .Bind(1, request.Reference.Text).Bind(2, request.Fee).Bind(3, request.Dossier).Bind(4, RequestStates.Table.Name(request.State)).Bind(5, request.Reference.Code[..^1])
            .Bind(6, request.Reference.Code[1..]).Bind(7, request.Version + 1).Bind(8, PaymentsDocument.Of(request)).Run();

    private static void Write(this SqliteSession session, Payment payment)
    {
        session.Statement("""
            INSERT INTO payments (id, account, value_day, amount, booked_at, version, body) VALUES (?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET account = excluded.account, version = excluded.version, body = excluded.body
            """)
            .Bind(1, payment.Id).Bind(2, payment.Account).Bind(3, payment.ValueDay.DayNumber).Bind(4, payment.Amount).Bind(5, SqliteTime.Of(payment.BookedAt)).Bind(6, payment.Version + 1)
            .Bind(7, PaymentsDocument.Of(payment)).Run();
        session.Statement("DELETE FROM payment_witnesses WHERE payment = ?").Bind(1, payment.Id).Run();
        Each(payment.Witnesses, witness => session.Statement("INSERT INTO payment_witnesses (source, key, payment) VALUES (?,?,?)")
            .Bind(1, witness.Source).Bind(2, witness.Key).Bind(3, payment.Id).Run());
        session.Statement("DELETE FROM payment_shares WHERE payment = ?").Bind(1, payment.Id).Run();
        for (var no = 0; no < payment.Shares.Count; no++)
        {
            var share = payment.Shares[no];
            session.Statement("INSERT INTO payment_shares (payment, no, state, fee, amount) VALUES (?,?,?,?,?)")
                .Bind(1, payment.Id).Bind(2, no).Bind(3, Columns.State(share.State)).Bind(4, share.Fee).Bind(5, share.Amount).Run();
        }
    }

    private static void Write(this SqliteSession session, LedgerMove move) =>
        session.Statement($"INSERT INTO ledger_moves ({Columns.Move}) VALUES (?,?,?,?,?,?,?,?)")
            .Bind(1, move.Payment).Bind(2, Columns.State(move.From)).Bind(3, move.FromFee).Bind(4, Columns.State(move.To)).Bind(5, move.ToFee).Bind(6, move.Amount).Bind(7, move.By)
            .Bind(8, SqliteTime.Of(move.At)).Run();

    private static void Write(this SqliteSession session, BeneficiaryAccount account) =>
        session.Statement("""
            INSERT INTO beneficiary_accounts (bin, number, valid_from, version, body) VALUES (?,?,?,?,?)
            ON CONFLICT (bin, number, valid_from) DO UPDATE SET version = excluded.version, body = excluded.body
            """)
            .Bind(1, account.Bin).Bind(2, account.Number).Bind(3, account.ValidFrom.DayNumber).Bind(4, account.Version + 1).Bind(5, PaymentsDocument.Of(account)).Run();

    private static void Write(this SqliteSession session, PlatformOrder order) =>
        session.Statement("""
            INSERT INTO platform_orders (reference, request, bin, account, state, due_at, version, body) VALUES (?,?,?,?,?,?,?,?)
            ON CONFLICT (reference) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, version = excluded.version, body = excluded.body
            """)
            .Bind(1, order.Reference).Bind(2, order.Request).Bind(3, order.Bin).Bind(4, order.Account).Bind(5, PlatformOrderStates.Table.Name(order.State))
            .Bind(6, order.DueAt is { } due ? SqliteTime.Of(due) : null).Bind(7, order.Version + 1).Bind(8, PaymentsDocument.Of(order)).Run();

    private static void Write(this SqliteSession session, CounterSheet sheet) =>
        session.Statement("""
            INSERT INTO counter_sheets (counter, agency, fee_type, version, body) VALUES (?,?,?,?,?)
            ON CONFLICT (counter, agency, fee_type) DO UPDATE SET version = excluded.version, body = excluded.body
            """)
            .Bind(1, sheet.Counter).Bind(2, sheet.Agency ?? "").Bind(3, sheet.FeeType ?? "").Bind(4, sheet.Version + 1).Bind(5, PaymentsDocument.Of(sheet)).Run();

    private static void Write(this SqliteSession session, KeptStatement statement) =>
        session.Statement("""
            INSERT INTO bank_statements (id, slot, superseded, received_at, version, body, last_day) VALUES (?,?,?,?,?,?,?)
            ON CONFLICT (id) DO UPDATE SET superseded = excluded.superseded, version = excluded.version, body = excluded.body
            """)
            .Bind(1, statement.Id).Bind(2, statement.Slot).Bind(3, statement.SupersededBy is null ? 0 : 1).Bind(4, SqliteTime.Of(statement.ReceivedAt)).Bind(5, statement.Version + 1)
            .Bind(6, PaymentsDocument.Of(statement)).Bind(7, statement.LastDay?.DayNumber).Run();

    private static void Write(this SqliteSession session, ExpectedFile file) =>
        session.Statement($"""
            INSERT INTO expected_files ({Columns.Expected}) VALUES (?,?,?,?,?)
            ON CONFLICT (source, day) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at, version = excluded.version
            """)
            .Bind(1, file.Source).Bind(2, file.Day.DayNumber).Bind(3, Columns.Expecting(file.State)).Bind(4, SqliteTime.Of(file.ChangedAt)).Bind(5, file.Version + 1).Run();

    // One that a correction took away may come back; one that is in force is refused by its key.
    private static void Write(this SqliteSession session, KeptLine line)
    {
        session.Statement("DELETE FROM bank_lines WHERE identity = ? AND superseded = 1").Bind(1, line.Identity).Run();
        session.Statement($"INSERT INTO bank_lines ({Columns.Line}) VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?)")
            .Bind(1, line.Identity).Bind(2, line.Statement).Bind(3, line.Account).Bind(4, line.ValueDay.DayNumber).Bind(5, line.BookedDay.DayNumber).Bind(6, line.Amount).Bind(7, line.BankReference)
            .Bind(8, line.Text).Bind(9, line.Raw).Bind(10, line.Twin).Bind(11, line.Payment).Bind(12, SqliteTime.Of(line.ReceivedAt)).Bind(13, line.IsSuperseded ? 1 : 0).Run();
    }

    private static SqliteStatement Bytes(this SqliteStatement statement, int index, byte[]? value) => value is null ? statement.BindNull(index) : statement.Bind(index, value.AsSpan());

    private static void Each<T>(IEnumerable<T> items, Action<T> write)
    {
        foreach (var item in items)
        {
            write(item);
        }
    }

    // 0 where there is none.
    private static long Number(SqliteStatement select)
    {
        var number = select.Step() ? select.Long(0) : 0;
        select.Reset();
        return number;
    }
}
