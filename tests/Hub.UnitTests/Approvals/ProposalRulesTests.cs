using Hub.Core.Approvals;
using Hub.Core.Trust;
using Xunit;

namespace Hub.UnitTests.Approvals;

public sealed class ProposalRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 30, 8, 0, 0, TimeSpan.Zero);
    private static readonly Person Lan = Person.Of("CB-01")!;
    private static readonly Person Minh = Person.Of("CB-02")!;

    private static readonly Proposal Open = new(new Guid(1, 2, 3, [4, 5, 6, 7, 8, 9, 10, 11]), "kind", "subject", "d1", Lan, "key-1", "vì sao", Now.AddDays(-1), Now.AddDays(1))
    {
        Before = "1"u8.ToArray(),
        After = "2"u8.ToArray(),
    };

    [Theory]
    [InlineData(ProposalAct.Approve, "CB-02", "d1", null)]
    [InlineData(ProposalAct.Approve, "CB-02", "d2", ProposalRefusal.SubjectMoved)]
    [InlineData(ProposalAct.Approve, "CB-02", null, ProposalRefusal.SubjectMoved)]
    [InlineData(ProposalAct.Approve, "CB-01", "d1", ProposalRefusal.SamePerson)]
    [InlineData(ProposalAct.Approve, "cb-01", "d2", ProposalRefusal.SamePerson)]
    [InlineData(ProposalAct.Reject, "CB-02", null, null)]
    [InlineData(ProposalAct.Reject, "CB-01", null, ProposalRefusal.SamePerson)]
    [InlineData(ProposalAct.Withdraw, "CB-01", null, null)]
    [InlineData(ProposalAct.Withdraw, "CB-02", null, ProposalRefusal.NotMaker)]
    public void An_open_proposal_is_decided_by_the_right_person(ProposalAct act, string person, string? present, ProposalRefusal? expected) =>
        Assert.Equal(expected, ProposalRules.Judge(Open, act, Person.Of(person)!, Now, present));

    [Fact]
    public void Its_last_moment_is_before_it_expires()
    {
        Assert.Null(ProposalRules.Judge(Open, ProposalAct.Approve, Minh, Open.ExpiresAt.AddTicks(-1), "d1"));
        Assert.Equal(ProposalRefusal.Lapsed, ProposalRules.Judge(Open, ProposalAct.Approve, Minh, Open.ExpiresAt, "d1"));
        Assert.Equal(ProposalRefusal.Lapsed, ProposalRules.Judge(Open, ProposalAct.Withdraw, Lan, Open.ExpiresAt, null));
    }

    [Fact]
    public void What_is_decided_is_decided_for_good()
    {
        foreach (var state in Enum.GetValues<ProposalState>().Where(state => state is not ProposalState.Open))
        {
            Assert.All(Enum.GetValues<ProposalAct>(), act => Assert.Equal(ProposalRefusal.WrongState, ProposalRules.Judge(Open with { State = state }, act, Minh, Now, "d1")));
        }
    }

    [Fact]
    public void Every_state_has_a_name_and_words_of_its_own()
    {
        var states = Enum.GetValues<ProposalState>();

        Assert.All(states, state => Assert.Equal(state, ProposalStates.Find(ProposalStates.Name(state))));
        Assert.Equal(states.Length, states.Select(state => ProposalStates.Text(state).Vi).Distinct().Count());
        Assert.Equal(states.Length, states.Select(state => ProposalStates.Text(state).En).Distinct().Count());
        Assert.Null(ProposalStates.Find("nowhere"));
        Assert.Equal(states[1..], Enum.GetValues<ProposalAct>().Select(act => ProposalStates.After(ProposalState.Open, act)!.Value));
    }

    [Fact]
    public void The_audit_names_codes_and_digests_and_no_content()
    {
        var proposal = Open with { Maker = Person.Of("Nguyễn Thị Lan")!, After = "bí mật"u8.ToArray() };
        var audit = new AuditEntry(Now, "key-2", Role.Operator, "act", null, "allowed");

        var entry = ProposalRules.Audited(audit, ProposalRules.Decided(proposal, ProposalAct.Approve, Minh, "xem rồi", audit));

        Assert.Equal(proposal.Id.ToString(), entry.Target);
        Assert.StartsWith("approved kind subject; maker person:sha256:", entry.Detail, StringComparison.Ordinal);
        Assert.Contains("; checker person:CB-02; judged on d1; after ", entry.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Lan", entry.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("bí mật", entry.Detail, StringComparison.Ordinal);
    }
}
