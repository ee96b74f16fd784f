using System.Text;
using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Model;
using Hub.Payments.WriteOffs;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>The rest of a fee is given up when two persons decided it, and with it the case system is told.</summary>
public abstract class WriteOffContract<TFixture> : PaymentsContract<TFixture>
    where TFixture : StoreFixture, new()
{
    private static readonly Person Lan = Person.Of("CB-01")!;
    private static readonly Person Minh = Person.Of("CB-02")!;

    private IProposals Proposals => Port<IProposals>();

    [Fact]
    public async Task An_approved_write_off_ends_the_fee_and_tells_of_it_at_once()
    {
        await UnderpayAsync();
        var id = await ProposeAsync(3000);
        Assert.Equal(ProposalRefusal.SamePerson, (await ApproveAsync(id, Lan)).Refusal);
        Assert.Equal(FeeState.Underpaid, (await FileAsync()).Fee.State);

        Assert.Null((await ApproveAsync(id, Minh)).Refusal);

        var file = await FileAsync();
        Assert.Equal((FeeState.WrittenOff, 3000L, 0L), (file.Fee.State, file.Fee.WrittenOff, FeeWriteOff.Rest(file)));
        Assert.DoesNotContain(file.Requests, request => request.State is RequestState.Open);
        Assert.Equal(["fee.underpaid", "fee.written-off"], await ToldAsync());
        Assert.Equal(["propose", "fee.write-off", "approve"], (await AuditLinesAsync()).Select(line => line.Entry.Act).Where(act => act is "propose" or "fee.write-off" or "approve"));
        await ConservedAsync(5000);
    }

    [Fact]
    public async Task A_fee_of_which_nothing_was_paid_is_written_off_whole()
    {
        await AssessAsync();

        Assert.Null((await ApproveAsync(await ProposeAsync(8000), Minh)).Refusal);

        Assert.Equal(FeeState.WrittenOff, (await FileAsync()).Fee.State);
        Assert.Equal(["fee.written-off"], await ToldAsync());
    }

    [Fact]
    public async Task A_fee_whose_money_moved_meanwhile_is_not_written_off()
    {
        await UnderpayAsync();
        var id = await ProposeAsync(3000);
        await TellAsync(Notice("casso", "2", await ReferenceAsync(), amount: 1000, bank: "FT26325000002"));

        Assert.Equal(ProposalRefusal.SubjectMoved, (await ApproveAsync(id, Minh)).Refusal);

        Assert.Equal((FeeState.Underpaid, 0L), ((await FileAsync()).Fee.State, (await FileAsync()).Fee.WrittenOff));
        Assert.DoesNotContain("fee.written-off", await ToldAsync());
        await ConservedAsync(6000);
    }

    [Fact]
    public async Task Of_two_who_approve_a_write_off_at_once_one_does()
    {
        await UnderpayAsync();
        var id = await ProposeAsync(3000);

        var results = await Task.WhenAll(ApproveAsync(id, Minh), ApproveAsync(id, Person.Of("CB-03")!));

        Assert.Single(results, result => result.Refusal is null);
        Assert.Equal(3000, (await FileAsync()).Fee.WrittenOff);
        Assert.Single(await ToldAsync(), told => told == "fee.written-off");
    }

    [Fact]
    public async Task Money_that_comes_after_the_write_off_counts_towards_the_fee()
    {
        await UnderpayAsync();
        var reference = await ReferenceAsync();
        await ApproveAsync(await ProposeAsync(3000), Minh);

        await TellAsync(Notice("casso", "2", reference, amount: 3000, bank: "FT26325000002"));

        Assert.Equal((FeeState.Paid, 0L), ((await FileAsync()).Fee.State, (await FileAsync()).Fee.WrittenOff));
        Assert.Equal(["fee.underpaid", "fee.written-off", "fee.paid"], await ToldAsync());
        await ConservedAsync(8000);
    }

    [Fact]
    public async Task A_fee_that_became_dearer_is_asked_for_and_written_off_again()
    {
        await UnderpayAsync();
        await ApproveAsync(await ProposeAsync(3000), Minh);
        await HandleAsync(
            PaymentEventTypes.FeeChanged, """{"fee":"F-1","lines":[{"kind":"charge","name":"Lệ phí hộ tịch","amount":9000}],"reason":"tính lại","changedAt":"2026-11-22T09:00:00+07:00"}""");
        Assert.Equal((FeeState.Underpaid, 1000L), ((await FileAsync()).Fee.State, FeeWriteOff.Rest(await FileAsync())));

        Assert.Null((await ApproveAsync(await ProposeAsync(1000), Minh)).Refusal);

        Assert.Equal((FeeState.WrittenOff, 4000L), ((await FileAsync()).Fee.State, (await FileAsync()).Fee.WrittenOff));
        Assert.Equal(2, (await ToldAsync()).Count(told => told == "fee.written-off"));
    }

    [Theory]
    [InlineData("F-1", """{"amount":2999}""", "/after/amount")]
    [InlineData("F-1", """{"amount":3001}""", "/after/amount")]
    [InlineData("F-1", """{"amount":-3000}""", "/after/amount")]
    [InlineData("F-1", """{"amount":"3000"}""", "/after")]
    [InlineData("F-1", """{"amount":3000,"more":1}""", "/after")]
    [InlineData("F-1", "{}", "/after")]
    [InlineData("F-2", """{"amount":3000}""", "/subject")]
    public async Task A_write_off_that_cannot_be_is_refused_by_its_place(string number, string after, string place)
    {
        await UnderpayAsync();

        var (basis, refusal) = await new WriteOffKind(Payments).WeighAsync(FeeId(number), Encoding.UTF8.GetBytes(after), Ct);

        Assert.Null(basis);
        Assert.Equal(place, Assert.Single(refusal!.Errors).Pointer);
    }

    private async Task UnderpayAsync()
    {
        await AssessAsync();
        await TellAsync(Notice("casso", "1", await ReferenceAsync(), amount: 5000, bank: "FT26325000001"));
    }

    private async Task<Guid> ProposeAsync(long amount)
    {
        var (basis, refusal) = await new WriteOffKind(Payments).WeighAsync(FeeId(), Encoding.UTF8.GetBytes($$"""{"amount":{{amount}}}"""), Ct);
        Assert.Null(refusal);
        var draft = new ProposalDraft(
            Fixture.Ids.Next().Value, WriteOffKind.KindName, FeeId(), ProposalDigest.Of(WriteOffKind.KindName, FeeId(), basis!.Present.Span), Lan, "key-lan", "được miễn", Now, Now.AddDays(7))
        {
            After = basis.After,
            LimitClass = basis.LimitClass,
            Dossier = basis.Dossier,
        };
        var result = await Proposals.ProposeAsync(draft, Audit("propose"), Ct);
        Assert.Null(result.Refusal);
        return result.Proposal!.Id;
    }

    private Task<ProposalResult> ApproveAsync(Guid id, Person person) => Proposals.DecideAsync(id, ProposalAct.Approve, person, null, Audit("approve"), Ct);
}
