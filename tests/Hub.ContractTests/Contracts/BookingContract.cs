using Hub.Core.Calendar;
using Hub.Core.Outbox;
using Hub.Core.Steps;
using Hub.Payments.Booking;
using Hub.Payments.Messengers;
using Hub.Payments.Model;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Money is booked once, whoever tells of it and whatever breaks off between, and every đồng stays in one place.</summary>
public abstract class BookingContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    [Fact]
    public async Task One_credit_told_by_three_is_one_payment_with_three_witnesses()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();

        await TellAsync(Notice("sepay", "92704", reference, bank: "MBVCB.3278907687"));
        await TellAsync(Notice("casso", "900101", $"{reference} LE PHI HO TICH", bank: "FT26325000001"));
        await TellAsync(Notice("vietqr", "t-1", reference, bank: "FT26325000001"));
        await TellAsync(Notice("sepay", "92704", reference, bank: "MBVCB.3278907687"));

        var payment = Assert.Single(await AllAsync());
        Assert.Equal(["sepay", "casso", "vietqr"], payment.Witnesses.Select(witness => witness.Source));
        Assert.Equal([new(PaymentState.Matched, 8000, FeeId())], payment.Shares);
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.paid"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_fee_paid_twice_keeps_the_second_for_refund()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", reference, bank: "MB1"));
        await TellAsync(Notice("sepay", "2", reference, bank: "MB2"));

        Assert.Equal(2, (await AllAsync()).Count);
        Assert.Equal(FeeState.Overpaid, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.paid", "fee.overpaid", "fee.refund-due"], await ToldAsync());
        Assert.Equal([PaymentTaskKinds.RefundDue], await TasksAsync());
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task Money_for_a_cancelled_fee_is_booked_and_due_for_refund()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.FeeCancelled, """{"fee":"F-1","reason":"rút hồ sơ","cancelledAt":"2026-11-21T10:00:00+07:00"}"""));
        await TellAsync(Notice("casso", "1", reference));

        Assert.Equal(FeeState.RefundDue, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.refund-due"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task Too_little_is_asked_for_again_and_a_lower_fee_gives_the_rest_back()
    {
        await AssessAsync();
        await TellAsync(Notice("casso", "1", await ReferenceAsync(), amount: 5000));
        var rest = (await FileAsync()).Requests.Single(request => request.State is RequestState.Open);
        Assert.Equal((FeeState.Underpaid, 3000), ((await FileAsync()).Fee.State, rest.Amount));

        Assert.IsType<Outcome.Done>(await HandleAsync(
            PaymentEventTypes.FeeChanged, """{"fee":"F-1","lines":[{"kind":"charge","name":"Lệ phí","amount":4000}],"reason":"giảm","changedAt":"2026-11-21T10:00:00+07:00"}"""));

        Assert.Equal(FeeState.Overpaid, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.underpaid", "fee.paid", "fee.overpaid", "fee.refund-due"], await ToldAsync());
        await ConservedAsync(5000);
    }

    [Fact]
    public async Task What_fits_nothing_is_unidentified_and_a_cut_reference_waits_for_a_person()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", "CHUYEN TIEN", amount: 1234, bank: "MB1"));
        await TellAsync(Notice("sepay", "2", reference[..^1], bank: "MB2"));

        Assert.Equal([PaymentState.Unidentified, PaymentState.Waiting], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        Assert.Equal([PaymentTaskKinds.ToConfirm, PaymentTaskKinds.Unidentified], await TasksAsync());
        Assert.Equal(FeeState.Open, (await FileAsync()).Fee.State);
        await ConservedAsync(9234);
    }

    [Fact]
    public async Task The_platform_pays_the_fee_of_the_dossier_in_its_reference()
    {
        await AssessAsync();
        await AssessAsync(9000, "F-2");
        var confirmed = Notice("platform", "dvc0000001H40261121000120261121091530/PP2611210000123", "THANH TOAN HO SO", bank: "PP2611210000123", account: null) with
        {
            Order = "dvc0000001H40261121000120261121091530",
        };

        await TellAsync(confirmed);
        await TellAsync(confirmed with { Id = "dvc0000001H40261121000120261121091530/PP2", BankReference = "PP2611210000999", Amount = 7000 });

        Assert.Equal((FeeState.Paid, FeeState.Open), ((await FileAsync()).Fee.State, (await FileAsync("F-2")).Fee.State));
        Assert.Equal([PaymentState.Matched, PaymentState.Waiting], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(15_000);
    }

    [Fact]
    public async Task Cash_with_its_receipt_pays_a_fee_once()
    {
        const string cash = """{"receipt":"BL-1","fee":"F-1","amount":8000,"counter":"Q01","receivedBy":"Trần Thử","receivedAt":"2026-11-21T09:15:30+07:00"}""";
        await AssessAsync();
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.CashReceived, cash));
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.CashReceived, cash));
        var differs = Assert.IsType<Outcome.Reject>(await HandleAsync(PaymentEventTypes.CashReceived, cash.Replace("8000", "9000", StringComparison.Ordinal)));

        Assert.Equal(PaymentReasonCodes.ReceiptDiffers, differs.Code);
        Assert.Equal(("cash/Q01", PaymentMethod.CounterCash), (Assert.Single(await AllAsync()).Account, (await AllAsync())[0].Method));
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task What_was_kept_before_a_crash_is_decided_once_after_it()
    {
        await AssessAsync();
        var notice = Notice("sepay", "1", await ReferenceAsync());
        await Payments.KeepAsync(KeptMessage.Of("sepay", Json("{}"), new MessengerReading.Told(notice), Now), Ct);
        await KillAsync();
        Assert.Single(await Payments.UndecidedAsync(10, Ct));

        await using var hub = Centre();
        var step = hub.GetServices<IStep>().Single(each => each.Name == "payments-decide");
        await step.RunOnceAsync(Ct);
        await step.RunOnceAsync(Ct);

        Assert.Empty(await Payments.UndecidedAsync(10, Ct));
        Assert.Single(await AllAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task One_credit_in_three_kinds_of_file_is_one_payment()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();

        await ImportAsync(Message("00325", (8000, "NONREF", "FT26325000001", $"NOP {reference}")));
        await ImportAsync(Sheet(8000, $"NOP {reference}"));
        await ImportAsync(Camt(8000, "FT26325000001", $"NOP {reference}"));

        var payment = Assert.Single(await AllAsync());
        Assert.Equal([PaymentCodes.StatementMt940, PaymentCodes.StatementSheet, PaymentCodes.StatementCamt], payment.Witnesses.Select(witness => witness.Source));
        Assert.Equal(["fee.paid"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_line_that_one_kind_of_file_writes_in_two_ways_waits()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();

        await ImportAsync(Message("00325", (8000, "NONREF", "FT26325000001", reference)));
        await ImportAsync(Message("00326", (8000, "NONREF", "FT26325000001", $"NOP {reference}")));

        Assert.Equal([PaymentState.Matched, PaymentState.Waiting], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        Assert.Equal([PaymentTaskKinds.ToConfirm], await TasksAsync());
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task Lines_of_one_statement_are_two_though_the_bank_calls_them_one()
    {
        await AssessAsync();
        await AssessAsync(8000, "F-2");

        await ImportAsync(Message("00325", (8000, "NONREF", "FT26325000001", await ReferenceAsync()), (8000, "NONREF", "FT26325000001", await ReferenceAsync("F-2"))));

        Assert.Equal([FeeId(), FeeId("F-2")], (await AllAsync()).Select(payment => payment.Shares.Single().Fee));
        Assert.Empty(await TasksAsync());
    }

    [Fact]
    public async Task An_account_named_later_or_written_otherwise_is_the_same()
    {
        await TellAsync(Notice("sepay", "1", "KHONG RO", bank: "FT26325000001", account: null));
        await TellAsync(Notice("casso", "1", "KHONG RO", bank: "FT26325000001", account: "11012345678"));
        await TellAsync(Notice("vietqr", "1", "KHONG RO", bank: "FT26325000001", account: "0011-0123-45678"));
        await TellAsync(Notice("payos", "1", "KHONG RO", bank: "FT26325000001", account: "0099"));

        Assert.Equal([("11012345678", 3), ("0099", 1)], (await AllAsync()).Select(payment => (payment.Account, payment.Witnesses.Count)));
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task Money_that_comes_after_a_reversal_is_new()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await ImportAsync(Message("00325", (8000, "NONREF", "FT26325000001", reference)));
        await ImportAsync(Message("00326", (-8000, "NONREF", "FT26325000009", "HOAN FT26325000001")));

        await TellAsync(Notice("casso", "1", reference, bank: "MBVCB.3278907687"));
        await TellAsync(Notice("sepay", "1", reference, bank: "FT26325000001", at: At.AddHours(-1)));

        var payments = await AllAsync();
        Assert.Equal([PaymentState.Reversed, PaymentState.Matched], payments.Select(payment => payment.Shares.Single().State));
        Assert.Equal([2, 1], payments.Select(payment => payment.Witnesses.Count));
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task What_waits_is_placed_when_another_tells_the_whole_reference()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", reference[..^1], bank: "FT26325000001"));
        Assert.Equal([PaymentTaskKinds.ToConfirm], await TasksAsync());

        await TellAsync(Notice("casso", "1", reference, bank: "FT26325000001"));
        await TellAsync(Notice("vietqr", "1", reference, bank: "MBVCB.3278907687"));

        var payment = Assert.Single(await AllAsync());
        Assert.Equal((3, PaymentState.Matched), (payment.Witnesses.Count, payment.Shares.Single().State));
        Assert.Empty(await TasksAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_reversal_that_names_many_takes_back_nobodys_money()
    {
        await AssessAsync();
        await AssessAsync(8000, "F-2");
        var (first, second) = (await ReferenceAsync(), await ReferenceAsync("F-2"));
        await ImportAsync(Message("00325", (8000, "CHUYEN TIEN", "FT26325000001", first), (8000, "CHUYEN TIEN", "FT26325000002", second)));

        await ImportAsync(Message("00326", (-8000, "CHUYEN TIEN", "FT26325000008", "HOAN TRA"), (-8000, "NONREF", "FT26325000009", $"HOAN {first} {second}")));
        Assert.All(await AllAsync(), payment => Assert.Equal(PaymentState.Matched, payment.Shares.Single().State));
        Assert.Equal([PaymentTaskKinds.ReversalUnplaced, PaymentTaskKinds.ReversalUnplaced], await TasksAsync());

        await ImportAsync(Message("00327", (-8000, first, "FT26325000010", "HOAN TRA")));
        Assert.Equal([PaymentState.Reversed, PaymentState.Matched], (await AllAsync()).Select(payment => payment.Shares.Single().State));
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task A_message_that_cannot_be_decided_does_not_stop_the_others()
    {
        var (bad, good) = (Notice("sepay", "1", "KHONG RO", amount: 1234), Notice("sepay", "2", "KHONG RO", amount: 4321));
        var broken = new BrokenPayments(Payments, KeptMessage.Of("sepay", Json("sepay 1"), new MessengerReading.Told(bad), Now).Id);
        Assert.NotNull(await TellAsync(bad, broken));
        await Payments.KeepAsync(KeptMessage.Of("sepay", Json("sepay 2"), new MessengerReading.Told(good), Now), Ct);

        await using (var hub = Centre(broken))
        {
            var step = hub.GetServices<IStep>().Single(each => each.Name == "payments-decide");
            await step.RunOnceAsync(Ct);
            await step.RunOnceAsync(Ct);
        }

        Assert.Equal("1", Assert.Single(await Payments.UndecidedAsync(10, Ct)).Key);
        Assert.Equal([4321], (await AllAsync()).Select(payment => payment.Amount));
        Assert.Equal([PaymentTaskKinds.MessageUnclear, PaymentTaskKinds.Unidentified], await TasksAsync());

        await TellAsync(bad);
        Assert.Empty(await Payments.UndecidedAsync(10, Ct));
        await ConservedAsync(5555);
    }

    [Fact]
    public async Task A_time_or_an_amount_that_cannot_be_meant_is_not_booked_by()
    {
        await TellAsync(Notice("sepay", "1", "KHONG RO", at: new DateTimeOffset(9999, 12, 31, 16, 59, 59, TimeSpan.Zero)));
        await TellAsync(Notice("sepay", "2", "KHONG RO", amount: MoneyNotice.MostAmount + 1));

        var payment = Assert.Single(await AllAsync());
        Assert.Equal((VietnamClock.DayOf(Now), null), (payment.ValueDay, payment.Witnesses[0].At));
        Assert.Equal([PaymentTaskKinds.MessageUnclear, PaymentTaskKinds.Unidentified], await TasksAsync());
        Assert.Empty(await Payments.UndecidedAsync(10, Ct));
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_fee_that_was_cancelled_is_not_assessed_again()
    {
        await AssessAsync();
        Assert.IsType<Outcome.Done>(await HandleAsync(PaymentEventTypes.FeeCancelled, """{"fee":"F-1","reason":"rút hồ sơ","cancelledAt":"2026-11-21T10:00:00+07:00"}"""));

        var again = await HandleAsync(
            PaymentEventTypes.FeeAssessed, """{"fee":"F-1","lines":[{"kind":"charge","name":"Lệ phí hộ tịch","amount":8000}],"assessedAt":"2026-11-21T11:00:00+07:00"}""");

        Assert.Equal(PaymentReasonCodes.FeeCancelled, Assert.IsType<Outcome.Reject>(again).Code);
    }

    [Theory]
    [PropertySeeds]
    public async Task Whatever_breaks_off_each_credit_is_booked_once(int seed)
    {
        var chance = new Random(seed);
        await AssessAsync(8000);
        await AssessAsync(5000, "F-2");
        string[] references = [await ReferenceAsync(), await ReferenceAsync("F-2"), "KHONG RO"];
        var credits = Enumerable.Range(0, 6).Select(n => (Text: references[chance.Next(3)], Amount: 1000L * chance.Next(3, 9), Bank: $"FT2632500{n:0000}", At: At.AddMinutes(10 * n))).ToList();
        var told = credits.SelectMany((credit, n) => new[] { "sepay", "casso" }.Select(messenger => Notice(messenger, $"{n}", credit.Text, credit.Amount, credit.Bank, credit.At)))
            .OrderBy(_ => chance.Next()).ToList();
        var torn = new TornPayments(Payments, chance);

        foreach (var notice in told)
        {
            // As a messenger does, until it has its answer; and once more, since answers are lost.
            for (var isAnswered = false; !isAnswered || chance.Next(4) == 0;)
            {
                isAnswered |= await TellAsync(notice, torn) is not null;
                Assert.Empty(await Payments.FaultsAsync(Ct));
            }
        }

        torn.IsSound = true;
        await using var hub = Centre(torn);
        await hub.GetServices<IStep>().Single(each => each.Name == "payments-decide").RunOnceAsync(Ct);

        var payments = await AllAsync();
        Assert.Equal(credits.Select(credit => (credit.Bank, credit.Amount)).Order(), payments.Select(payment => (payment.BankReference!, payment.Amount)).Order());
        Assert.All(payments, payment => Assert.Equal(2, payment.Witnesses.Count));
        await ConservedAsync(credits.Sum(credit => credit.Amount));
    }

    private static string Message(string number, params (long Amount, string Customer, string Bank, string Text)[] lines)
    {
        const long opening = 1_200_000;
        var told = string.Concat(lines.Select(line => $":61:2611211121{(line.Amount < 0 ? "RC" : "C")}{Math.Abs(line.Amount)},NTRF{line.Customer}//{line.Bank}\n:86:{line.Text}\n"));
        return $":20:DEMO261121\n:25:{Account}\n:28C:{number}/001\n:60F:C261120VND{opening},\n{told}:62F:C261121VND{opening + lines.Sum(line => line.Amount)},\n-\n";
    }

    private static string Sheet(long amount, string text) =>
        $"Ngày GD,Ghi nợ,Ghi có,Số dư,Diễn giải,Số tài khoản,Loại tiền\n21/11/2026,,{amount},{1_200_000 + amount},{text},{Account},VND\n";

    private static string Camt(long amount, string bank, string text) => $"""
        <?xml version="1.0" encoding="UTF-8"?>
        <Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.02"><BkToCstmrStmt><GrpHdr><MsgId>M1</MsgId></GrpHdr><Stmt>
        <Id>S325</Id><ElctrncSeqNb>325</ElctrncSeqNb><Acct><Id><Othr><Id>{Account}</Id></Othr></Id><Ccy>VND</Ccy></Acct>
        <Bal><Tp><CdOrPrtry><Cd>OPBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">1200000</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-20</Dt></Dt></Bal>
        <Bal><Tp><CdOrPrtry><Cd>CLBD</Cd></CdOrPrtry></Tp><Amt Ccy="VND">{1_200_000 + amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Dt><Dt>2026-11-21</Dt></Dt></Bal>
        <Ntry><Amt Ccy="VND">{amount}</Amt><CdtDbtInd>CRDT</CdtDbtInd><Sts>BOOK</Sts><BookgDt><Dt>2026-11-21</Dt></BookgDt><ValDt><Dt>2026-11-21</Dt></ValDt><AcctSvcrRef>{bank}</AcctSvcrRef>
        <NtryDtls><TxDtls><RmtInf><Ustrd>{text}</Ustrd></RmtInf></TxDtls></NtryDtls></Ntry>
        </Stmt></BkToCstmrStmt></Document>
        """;

    /// <summary>Cannot write what is decided of one message, however often it is tried.</summary>
    private sealed class BrokenPayments(IPayments payments, string message) : PassedOnPayments(payments)
    {
        public override Task<bool> CommitAsync(PaymentsBatch batch, CancellationToken ct) =>
            batch.Decided?.Message == message ? throw new InvalidOperationException("A fault of the hub.") : base.CommitAsync(batch, ct);
    }
}
