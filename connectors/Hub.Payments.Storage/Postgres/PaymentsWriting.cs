using Hub.Payments.Booking;
using Hub.Payments.Model;
using Hub.Payments.Storage.Documents;
using Hub.Storage.Postgres;

namespace Hub.Payments.Storage.Postgres;

/// <summary>Asks whether everything still stands as a batch was computed from it, and writes the batch.</summary>
internal static class PaymentsWriting
{
    public const string KeepText = $"INSERT INTO payment_messages ({Columns.Message}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) ON CONFLICT (id) DO NOTHING";

    public static PostgresStatement Keep(PostgresStatement statement, KeptMessage message) => statement
        .Text(message.Id).Text(message.Messenger).Text(message.Key).Text(message.Digest).Time(message.ReceivedAt).Bytes(message.Raw)
        .Bytes(PaymentsDocument.Of(message.Notice) is { } notice ? notice : default(ReadOnlyMemory<byte>?)).Text(message.Code).Flag(message.IsUnclear).Text(message.Verdict).Text(message.Payment);

    /// <summary>Each answer is how many have moved.</summary>
    public static void Ask(PostgresBatch ask, PaymentsBatch batch)
    {
        // 0 where there is none.
        AskVersions(ask, "fees", "id", [.. batch.Fees.Select(fee => fee.Id)], [.. batch.Fees.Select(fee => fee.Version)]);
        AskVersions(ask, "payment_requests", "reference", [.. batch.Requests.Select(request => request.Reference.Text)], [.. batch.Requests.Select(request => request.Version)]);
        AskVersions(ask, "payments", "id", [.. batch.Payments.Select(payment => payment.Id)], [.. batch.Payments.Select(payment => payment.Version)]);
        AskVersions(ask, "bank_statements", "id", [.. batch.Statements.Select(statement => statement.Id)], [.. batch.Statements.Select(statement => statement.Version)]);
        foreach (var account in batch.Accounts)
        {
            ask.Add("SELECT (COALESCE((SELECT a.version FROM beneficiary_accounts a WHERE a.bin = $1 AND a.number = $2 AND a.valid_from = $3), 0) <> $4)::integer::bigint")
                .Text(account.Bin).Text(account.Number).Long(account.ValidFrom.DayNumber).Long(account.Version);
        }

        AskVersions(ask, "platform_orders", "reference", [.. batch.Orders.Select(order => order.Reference)], [.. batch.Orders.Select(order => order.Version)]);
        foreach (var sheet in batch.Sheets)
        {
            ask.Add("SELECT (COALESCE((SELECT s.version FROM counter_sheets s WHERE s.counter = $1 AND s.agency = $2 AND s.fee_type = $3), 0) <> $4)::integer::bigint")
                .Text(sheet.Counter).Text(sheet.Agency ?? "").Text(sheet.FeeType ?? "").Long(sheet.Version);
        }

        foreach (var file in batch.Expected)
        {
            ask.Add("SELECT (COALESCE((SELECT e.version FROM expected_files e WHERE e.source = $1 AND e.day = $2), 0) <> $3)::integer::bigint").Text(file.Source).Long(file.Day.DayNumber).Long(file.Version);
        }

        if (batch.Alike is { } alike)
        {
            ask.Add($"""
                SELECT (count(*) <> $4 OR coalesce(sum(p.version), 0)::bigint <> $5)::integer::bigint FROM payments p
                WHERE p.amount = $1 AND p.value_day >= $2 AND p.value_day <= $3 AND {Columns.Without("$6")}
                """).Long(alike.Amount).Long(alike.From.DayNumber).Long(alike.To.DayNumber).Long(alike.Count).Long(alike.Versions).Text(alike.Without);
        }

        if (batch.Decided is { } decided)
        {
            ask.Add("SELECT 1 - count(*) FROM payment_messages WHERE id = $1 AND verdict IS NULL").Text(decided.Message);
        }
    }

    public static void Write(PostgresBatch write, PaymentsBatch batch)
    {
        foreach (var fee in batch.Fees)
        {
            write.Add("""
                INSERT INTO fees (id, dossier, number, plain, state, amount, cancelled, live, updated_at, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)
                ON CONFLICT (id) DO UPDATE SET state = excluded.state, amount = excluded.amount, cancelled = excluded.cancelled, live = excluded.live,
                    updated_at = excluded.updated_at, version = excluded.version, body = excluded.body
                """)
                .Text(fee.Id).Text(fee.Dossier).Text(fee.Number).Text(Columns.Plain(fee.Dossier)).Text(FeeStates.Table.Name(fee.State)).Long(fee.Amount).Flag(fee.IsCancelled)
                .Flag(Columns.IsLive(fee)).Time(fee.ChangedAt).Long(fee.Version + 1).Bytes(PaymentsDocument.Of(fee));
        }

        foreach (var request in batch.Requests)
        {
            write.Add("""
                INSERT INTO payment_requests (reference, fee, dossier, state, head, tail, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (reference) DO UPDATE SET state = excluded.state, version = excluded.version, body = excluded.body
                """)
                .Text(request.Reference.Text).Text(request.Fee).Text(request.Dossier).Text(RequestStates.Table.Name(request.State)).Text(request.Reference.Code[..^1])
                .Text(request.Reference.Code[1..]).Long(request.Version + 1).Bytes(PaymentsDocument.Of(request));
        }

        Write(write, batch.Payments);
        foreach (var move in batch.Moves)
        {
            write.Add($"INSERT INTO ledger_moves ({Columns.Move}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)")
                .Text(move.Payment).Text(Columns.State(move.From)).Text(move.FromFee).Text(Columns.State(move.To)).Text(move.ToFee).Long(move.Amount).Text(move.By).Time(move.At);
        }

        foreach (var account in batch.Accounts)
        {
            write.Add("""
                INSERT INTO beneficiary_accounts (bin, number, valid_from, version, body) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (bin, number, valid_from) DO UPDATE SET version = excluded.version, body = excluded.body
                """).Text(account.Bin).Text(account.Number).Long(account.ValidFrom.DayNumber).Long(account.Version + 1).Bytes(PaymentsDocument.Of(account));
        }

        WritePapers(write, batch);
        foreach (var file in batch.Expected)
        {
            write.Add($"""
                INSERT INTO expected_files ({Columns.Expected}) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (source, day) DO UPDATE SET state = excluded.state, changed_at = excluded.changed_at, version = excluded.version
                """).Text(file.Source).Long(file.Day.DayNumber).Text(Columns.Expecting(file.State)).Time(file.ChangedAt).Long(file.Version + 1);
        }

        foreach (var former in batch.Former)
        {
            write.Add("INSERT INTO former_references (reference, fee) VALUES ($1, $2) ON CONFLICT DO NOTHING").Text(former.Reference).Text(former.Fee);
        }

        WriteStatements(write, batch);
        if (batch.Decided is { } decided)
        {
            write.Add("UPDATE payment_messages SET verdict = $1, payment = $2, decided_at = $3 WHERE id = $4").Text(decided.Verdict).Text(decided.Payment).Time(decided.At).Text(decided.Message);
        }
    }

    private static void Write(PostgresBatch write, IReadOnlyList<Payment> payments)
    {
        foreach (var payment in payments)
        {
            write.Add("""
                INSERT INTO payments (id, account, value_day, amount, booked_at, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (id) DO UPDATE SET account = excluded.account, version = excluded.version, body = excluded.body
                """)
                .Text(payment.Id).Text(payment.Account).Long(payment.ValueDay.DayNumber).Long(payment.Amount).Time(payment.BookedAt).Long(payment.Version + 1).Bytes(PaymentsDocument.Of(payment));
            write.Add("DELETE FROM payment_witnesses WHERE payment = $1").Text(payment.Id);
            write.Add("INSERT INTO payment_witnesses (source, key, payment) SELECT t.source, t.key, $3 FROM unnest($1::text[], $2::text[]) AS t (source, key)")
                .Texts([.. payment.Witnesses.Select(witness => witness.Source)]).Texts([.. payment.Witnesses.Select(witness => witness.Key)]).Text(payment.Id);
            write.Add("DELETE FROM payment_shares WHERE payment = $1").Text(payment.Id);
            write.Add("""
                INSERT INTO payment_shares (payment, no, state, fee, amount)
                SELECT $5, t.no, t.state, t.fee, t.amount FROM unnest($1::integer[], $2::text[], $3::text[], $4::bigint[]) AS t (no, state, fee, amount)
                """)
                .Ints([.. Enumerable.Range(0, payment.Shares.Count)]).Texts([.. payment.Shares.Select(share => Columns.State(share.State))])
                .Texts([.. payment.Shares.Select(share => share.Fee)]).Longs([.. payment.Shares.Select(share => share.Amount)]).Text(payment.Id);
        }
    }

    private static void WritePapers(PostgresBatch write, PaymentsBatch batch)
    {
        foreach (var order in batch.Orders)
        {
            write.Add("""
                INSERT INTO platform_orders (reference, request, bin, account, state, due_at, version, body) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
                ON CONFLICT (reference) DO UPDATE SET state = excluded.state, due_at = excluded.due_at, version = excluded.version, body = excluded.body
                """)
                .Text(order.Reference).Text(order.Request).Text(order.Bin).Text(order.Account).Text(PlatformOrderStates.Table.Name(order.State)).Time(order.DueAt).Long(order.Version + 1)
                .Bytes(PaymentsDocument.Of(order));
        }

        foreach (var sheet in batch.Sheets)
        {
            write.Add("""
                INSERT INTO counter_sheets (counter, agency, fee_type, version, body) VALUES ($1, $2, $3, $4, $5)
                ON CONFLICT (counter, agency, fee_type) DO UPDATE SET version = excluded.version, body = excluded.body
                """).Text(sheet.Counter).Text(sheet.Agency ?? "").Text(sheet.FeeType ?? "").Long(sheet.Version + 1).Bytes(PaymentsDocument.Of(sheet));
        }
    }

    private static void WriteStatements(PostgresBatch write, PaymentsBatch batch)
    {
        // What is superseded frees its slot for what comes in its place.
        foreach (var statement in batch.Statements.OrderBy(statement => statement.SupersededBy is null))
        {
            write.Add("""
                INSERT INTO bank_statements (id, slot, superseded, received_at, version, body, last_day) VALUES ($1, $2, $3, $4, $5, $6, $7)
                ON CONFLICT (id) DO UPDATE SET superseded = excluded.superseded, version = excluded.version, body = excluded.body
                """)
                .Text(statement.Id).Text(statement.Slot).Flag(statement.SupersededBy is not null).Time(statement.ReceivedAt).Long(statement.Version + 1).Bytes(PaymentsDocument.Of(statement))
                .Long(statement.LastDay?.DayNumber);
        }

        // One that a correction took away may come back; one that is in force is refused by its key.
        foreach (var line in batch.Lines)
        {
            write.Add("DELETE FROM bank_lines WHERE identity = $1 AND superseded = 1").Text(line.Identity);
            write.Add($"INSERT INTO bank_lines ({Columns.Line}) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)")
                .Text(line.Identity).Text(line.Statement).Text(line.Account).Long(line.ValueDay.DayNumber).Long(line.BookedDay.DayNumber).Long(line.Amount).Text(line.BankReference)
                .Text(line.Text).Text(line.Raw).Int(line.Twin).Text(line.Payment).Time(line.ReceivedAt).Flag(line.IsSuperseded);
        }

        if (batch.Taken is { } taken)
        {
            write.Add("UPDATE bank_lines SET statement = $1 WHERE identity = ANY ($2)").Text(taken.Statement).Texts([.. taken.Identities]);
        }

        if (batch.Superseded.Count > 0)
        {
            write.Add("UPDATE bank_lines SET superseded = 1 WHERE identity = ANY ($1)").Texts([.. batch.Superseded]);
        }
    }

    private static void AskVersions(PostgresBatch ask, string table, string key, string[] keys, long[] versions)
    {
        if (keys.Length > 0)
        {
            ask.Add($"SELECT count(*) FROM unnest($1::text[], $2::bigint[]) AS t (key, version) WHERE COALESCE((SELECT x.version FROM {table} x WHERE x.{key} = t.key), 0) <> t.version")
                .Texts(keys).Longs(versions);
        }
    }
}
