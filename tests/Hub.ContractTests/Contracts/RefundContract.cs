using System.Globalization;
using System.Text;
using Hub.Core.Approvals;
using Hub.Core.Tasks;
using Hub.Core.Trust;
using Hub.Payments.Importing;
using Hub.Payments.Model;
using Hub.Payments.Refunds;
using Hub.Payments.Settings;
using Microsoft.Extensions.DependencyInjection;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Money goes back when two persons decided it and the bank's own line shows it, and once.</summary>
public abstract class RefundContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly Person Lan = Person.Of("CB-01")!;
    private static readonly Person Minh = Person.Of("CB-02")!;

    private IProposals Proposals => Port<IProposals>();

    [Fact]
    public async Task An_approved_refund_is_paid_out_by_the_debit_that_bears_its_reference()
    {
        await OverpayAsync();
        var id = await ProposeAsync(2000);
        Assert.Equal(ProposalRefusal.SamePerson, (await ApproveAsync(id, Lan)).Refusal);
        Assert.Null((await ApproveAsync(id, Minh)).Refusal);
        var refund = Assert.Single((await FileAsync()).Fee.Refunds);

        var debit = Statement("00001", 2000, refund.Reference);
        Assert.Equal(1, (await ImportAsync(debit)).Added);
        Assert.Equal(0, (await ImportAsync(debit)).Added);

        var file = await FileAsync();
        Assert.Equal(FeeState.Paid, file.Fee.State);
        Assert.Equal([(PaymentState.Matched, 8000L), (PaymentState.Refunded, 2000L)], file.Payments.Single().Shares.Select(share => (share.State, share.Amount)).Order());
        Assert.NotNull(file.Fee.Refunds.Single().Line);
        Assert.Equal(["fee.paid", "fee.overpaid", "fee.refund-due", "fee.refunded"], await ToldAsync());
        Assert.Empty(await TasksAsync());
        await ConservedAsync(10_000);
    }

    [Fact]
    public async Task A_refund_paid_twice_is_shown_and_moves_no_money()
    {
        await OverpayAsync();
        await ApproveAsync(await ProposeAsync(2000), Minh);
        var reference = (await FileAsync()).Fee.Refunds.Single().Reference;
        await ImportAsync(Statement("00001", 2000, reference));

        await ImportAsync(Statement("00002", 2000, reference, bank: "FT2"));

        Assert.Equal([PaymentTaskKinds.RefundUnplaced], await TasksAsync());
        Assert.Single(await ToldAsync(), told => told == "fee.refunded");
        await ConservedAsync(10_000);
    }

    [Fact]
    public async Task A_debit_that_a_corrected_statement_words_anew_pays_out_once()
    {
        await OverpayAsync();
        await ApproveAsync(await ProposeAsync(2000), Minh);
        var reference = (await FileAsync()).Fee.Refunds.Single().Reference;
        await ImportAsync(Statement("00001", 2000, reference));

        await ImportAsync(Statement("00001", 2000, $"{reference} HOAN PHI"));

        Assert.NotNull((await FileAsync()).Fee.Refunds.Single().Line);
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.Single(await ToldAsync(), told => told == "fee.refunded");
        Assert.Empty(await TasksAsync());
        await ConservedAsync(10_000);
    }

    [Fact]
    public async Task Of_a_refund_due_in_parts_the_task_says_what_is_left()
    {
        await OverpayAsync();
        await ApproveAsync(await ProposeAsync(1500), Minh);

        await ImportAsync(Statement("00001", 1500, (await FileAsync()).Fee.Refunds.Single().Reference));

        var open = await Port<ITasks>().ListAsync(open: true, PaymentTaskKinds.RefundDue, null, null, null, null, 10, Ct);
        Assert.Contains("500 đ", Assert.Single(open).Vietnamese, StringComparison.Ordinal);
        Assert.DoesNotContain("2.000", open[0].Vietnamese, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_debit_of_another_amount_leaves_the_refund_due()
    {
        await OverpayAsync();
        await ApproveAsync(await ProposeAsync(2000), Minh);

        await ImportAsync(Statement("00001", 1999, (await FileAsync()).Fee.Refunds.Single().Reference));

        Assert.Contains(PaymentTaskKinds.RefundUnplaced, await TasksAsync());
        Assert.Equal(FeeState.Overpaid, (await FileAsync()).Fee.State);
        await ConservedAsync(10_000);
    }

    [Fact]
    public async Task A_refund_whose_fee_moved_meanwhile_is_not_approved()
    {
        await OverpayAsync();
        var id = await ProposeAsync(2000);
        await TellAsync(Notice("casso", "2", (await FileAsync()).Requests[0].Reference.Text, bank: "FT26325000009"));

        Assert.Equal(ProposalRefusal.SubjectMoved, (await ApproveAsync(id, Minh)).Refusal);

        Assert.Empty((await FileAsync()).Fee.Refunds);
    }

    [Fact]
    public async Task Of_two_checkers_at_once_one_approves_once()
    {
        await OverpayAsync();
        var id = await ProposeAsync(2000);

        var results = await Task.WhenAll(ApproveAsync(id, Minh), ApproveAsync(id, Person.Of("CB-03")!));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Single((await FileAsync()).Fee.Refunds);
    }

    [Fact]
    public async Task No_more_is_proposed_than_is_due_and_not_promised()
    {
        await OverpayAsync();
        await ApproveAsync(await ProposeAsync(1500), Minh);

        Assert.Equal("/after/amount", Assert.Single((await WeighAsync(501)).Refusal!.Errors).Pointer);
        Assert.Null((await WeighAsync(500)).Refusal);
    }

    [Fact]
    public async Task Another_account_told_later_for_the_same_money_is_a_discrepancy()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await TellAsync(Notice("sepay", "1", reference, bank: "MB1", account: null));

        await TellAsync(Notice("casso", "1", reference, bank: "FT26325000001", account: "9990000001"));

        Assert.Contains(PaymentTaskKinds.AccountDiffers, await TasksAsync());
        Assert.Contains("fee.discrepancy", await ToldAsync());
        await ConservedAsync(16_000);
    }

    [Fact]
    public async Task A_charged_back_slip_opens_the_fee_and_money_won_back_is_booked_again()
    {
        await AssessAsync();
        var reference = await ReferenceAsync();
        await SettleAsync("SALE", 8000, "2026-11-22", reference, "000123");
        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);

        await SettleAsync("CHARGEBACK", 8000, "2026-11-25", reference, "000130");

        Assert.Equal(FeeState.Open, (await FileAsync()).Fee.State);
        Assert.Contains("payment.reversed", await ToldAsync());
        Assert.Equal([PaymentTaskKinds.ChargedBack], await TasksAsync());

        await SettleAsync("REPRESENTMENT", 8000, "2026-12-02", reference, "000140");

        Assert.Equal(FeeState.Paid, (await FileAsync()).Fee.State);
        Assert.All(await AllAsync(), payment => Assert.True(payment.Amount > 0));
        await ConservedAsync(16_000);
    }

    private async Task SettleAsync(string kind, long amount, string settled, string reference, string batch)
    {
        await using var hub = Centre();
        var day = DateOnly.Parse(settled, CultureInfo.InvariantCulture);
        var sheet = "MID,TID,BatchNo,TraceNo,InvoiceNo,CardMasked,CardScheme,TxnDateTime,TxnType,Amount,Fee,VATFee,NetAmount,ApprovalCode,RRN,SettlementDate,Description\n"
            + $"000000012345678,12345678,{batch},000451,000451,970436******1234,NAPAS,{day:dd/MM/yyyy} 09:15:30,{kind},{amount},0,0,{amount},F62221,632509000451,{settled},{reference}\n";
        var report = await hub.GetRequiredService<StatementImport>().ImportAsync(new MemoryStream(Encoding.UTF8.GetBytes(sheet)), [], isTrial: false, Ct);
        Assert.Equal(1, report.Added);
    }

    private async Task OverpayAsync()
    {
        await AssessAsync();
        await TellAsync(Notice("casso", "1", await ReferenceAsync(), amount: 10_000, bank: "FT26325000001"));
    }

    private Task<(ProposalBasis? Basis, Hub.Core.Intake.Refusal? Refusal)> WeighAsync(long amount) => new RefundKind(Payments, new PaymentsOptions { Prefix = "H40D" }).WeighAsync(
        FeeId(), Encoding.UTF8.GetBytes($$"""{"amount":{{amount}},"payer":{"name":"NGUYEN VAN A","bin":"970436","account":"0123456789"} }"""), Ct);

    private async Task<Guid> ProposeAsync(long amount)
    {
        var (basis, refusal) = await WeighAsync(amount);
        Assert.Null(refusal);
        var result = await Proposals.ProposeAsync(
            new ProposalDraft(
                Fixture.Ids.Next().Value, RefundKind.KindName, FeeId(), ProposalDigest.Of(RefundKind.KindName, FeeId(), basis!.Present.Span), Lan, "key-lan", "nộp thừa", Now, Now.AddDays(7))
            {
                After = basis.After,
                LimitClass = basis.LimitClass,
                Dossier = basis.Dossier,
                Type = basis.Type,
            },
            Audit("propose"), Ct);
        Assert.Null(result.Refusal);
        return result.Proposal!.Id;
    }

    private Task<ProposalResult> ApproveAsync(Guid id, Person person) => Proposals.DecideAsync(id, ProposalAct.Approve, person, null, Audit("approve"), Ct);

    private static string Statement(string number, long amount, string text, string bank = "FT1")
    {
        var closing = (1_000_000 - amount).ToString(CultureInfo.InvariantCulture);
        return $":20:DEMO\r\n:25:{Account}\r\n:28C:{number}/001\r\n:60F:C261122VND1000000,\r\n:61:2611221122D{amount},NTRFNONREF//{bank}\r\n:86:HOAN TIEN {text}\r\n:62F:C261122VND{closing},\r\n-\r\n";
    }
}
