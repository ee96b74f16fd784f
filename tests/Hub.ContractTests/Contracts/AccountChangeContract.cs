using System.Text;
using Hub.Core.Approvals;
using Hub.Core.Trust;
using Hub.Payments.Accounts;
using Hub.Payments.Booking;
using Hub.Payments.Model;
using Xunit;

namespace Hub.ContractTests.Contracts;

/// <summary>Beneficiary accounts are changed by two people and in no other way.</summary>
public abstract class AccountChangeContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const string Subject = "970436/0011012345678";
    private static readonly Person Lan = Person.Of("CB-01")!;
    private static readonly Person Minh = Person.Of("CB-02")!;

    private IProposals Proposals => Port<IProposals>();

    private IPayments Payments => Port<IPayments>();

    private AccountChangeKind Kind => new(Payments, Clock);

    private DateOnly Today => DateOnly.FromDateTime(Now.ToOffset(TimeSpan.FromHours(7)).DateTime);

    [Fact]
    public async Task A_new_account_is_in_the_table_once_it_is_approved()
    {
        var id = await ProposeAsync(Wish(Today, """, "feeTypes": ["HT"], "agency": "H40.01", "shareKept": 7000"""));
        Assert.Empty(await Payments.AccountsAsync(Ct));

        Assert.Equal(ProposalRefusal.SamePerson, (await ApproveAsync(id, Lan)).Refusal);
        Assert.Null((await ApproveAsync(id, Minh)).Refusal);

        var account = Assert.Single(await Payments.AccountsAsync(Ct));
        Assert.Equal(("970436", "0011012345678", "TTPVHCC DEMO", "H40.01", 7000, Today, (DateOnly?)null), (account.Bin, account.Number, account.Holder, account.Agency, account.ShareKept, account.ValidFrom, account.ValidUntil));
        Assert.Equal(["HT"], account.FeeTypes);
        Assert.Equal(["propose", "account.change", "approve"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task A_change_ends_what_was_before_it_and_keeps_that_as_it_was()
    {
        await ApproveAsync(await ProposeAsync(Wish(Today)), Minh);
        Clock.Advance(TimeSpan.FromDays(10));

        await ApproveAsync(await ProposeAsync(Wish(Today.AddDays(5), holder: "TTPVHCC MOI")), Minh);

        var rows = await Payments.AccountsAsync(Ct);
        Assert.Equal([("TTPVHCC DEMO", Today.AddDays(4)), ("TTPVHCC MOI", null)], rows.Select(row => (row.Holder, row.ValidUntil)));
        Assert.True(AccountChoice.IsOurs(rows, "970436", "0011012345678", Today));
    }

    [Fact]
    public async Task An_ended_account_is_ours_no_more()
    {
        var first = Today;
        await ApproveAsync(await ProposeAsync(Wish(first)), Minh);
        Clock.Advance(TimeSpan.FromDays(10));

        await ApproveAsync(await ProposeAsync(Wish(first, $$""", "validUntil": "{{Today:yyyy-MM-dd}}" """)), Minh);

        var rows = await Payments.AccountsAsync(Ct);
        Assert.True(AccountChoice.IsOurs(rows, "970436", "0011012345678", Today));
        Assert.False(AccountChoice.IsOurs(rows, "970436", "0011012345678", Today.AddDays(1)));
    }

    [Fact]
    public async Task An_account_that_moved_meanwhile_is_not_changed()
    {
        await ApproveAsync(await ProposeAsync(Wish(Today)), Minh);
        var id = await ProposeAsync(Wish(Today.AddDays(5), holder: "A"));
        var row = Assert.Single(await Payments.AccountsAsync(Ct));
        Assert.True(await Payments.CommitAsync(new PaymentsBatch { Accounts = [row with { Holder = "B" }] }, Ct));

        Assert.Equal(ProposalRefusal.SubjectMoved, (await ApproveAsync(id, Minh)).Refusal);

        Assert.Equal(["B"], (await Payments.AccountsAsync(Ct)).Select(account => account.Holder));
    }

    [Fact]
    public async Task A_change_that_is_approved_late_does_not_reach_back()
    {
        var id = await ProposeAsync(Wish(Today));
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.NotNull((await ApproveAsync(id, Minh)).Refusal);

        Assert.Empty(await Payments.AccountsAsync(Ct));
    }

    [Theory]
    [InlineData("970436/", """{"holder":"A","validFrom":"2030-01-01"}""", "/subject")]
    [InlineData("97043/001", """{"holder":"A","validFrom":"2030-01-01"}""", "/subject")]
    [InlineData(Subject, """{"holder":"A"}""", "/after")]
    [InlineData(Subject, """{"holder":"A","validFrom":"2030-01-01","more":1}""", "/after")]
    [InlineData(Subject, """{"holder":" ","validFrom":"2030-01-01"}""", "/after/holder")]
    [InlineData(Subject, """{"holder":"A","validFrom":"2030-01-02","validUntil":"2030-01-01"}""", "/after/validUntil")]
    [InlineData(Subject, """{"holder":"A","validFrom":"2020-01-01"}""", "/after/validFrom")]
    [InlineData(Subject, """{"holder":"A","validFrom":"2030-01-01","shareKept":10001}""", "/after/shareKept")]
    public async Task A_wish_that_cannot_be_is_refused_by_its_place(string subject, string after, string place)
    {
        var (basis, refusal) = await Kind.WeighAsync(subject, Encoding.UTF8.GetBytes(after), Ct);

        Assert.Null(basis);
        Assert.Equal(place, Assert.Single(refusal!.Errors).Pointer);
    }

    private static string Wish(DateOnly from, string more = "", string holder = "TTPVHCC DEMO") => $$"""{ "holder": "{{holder}}", "validFrom": "{{from:yyyy-MM-dd}}"{{more}} }""";

    private async Task<Guid> ProposeAsync(string after)
    {
        var (basis, refusal) = await Kind.WeighAsync(Subject, Encoding.UTF8.GetBytes(after), Ct);
        Assert.Null(refusal);
        var result = await Proposals.ProposeAsync(
            new ProposalDraft(
                Fixture.Ids.Next().Value, AccountChangeKind.KindName, Subject, ProposalDigest.Of(AccountChangeKind.KindName, Subject, basis!.Present.Span), Lan, "key-lan", "mở tài khoản", Now, Now.AddDays(7))
            {
                After = basis.After,
                LimitClass = basis.LimitClass,
            },
            Audit("propose"), Ct);
        Assert.Null(result.Refusal);
        return result.Proposal!.Id;
    }

    private Task<ProposalResult> ApproveAsync(Guid id, Person person) => Proposals.DecideAsync(id, ProposalAct.Approve, person, null, Audit("approve"), Ct);
}
