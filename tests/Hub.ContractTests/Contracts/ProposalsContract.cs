using System.Text;
using Hub.Core.Approvals;
using Hub.Core.DeadLetters;
using Hub.Core.Envelopes;
using Hub.Core.Stores;
using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Xunit;

namespace Hub.ContractTests.Contracts;

public abstract class ProposalsContract<TFixture> : Contract<TFixture>
    where TFixture : StoreFixture, new()
{
    private const string Box = "box-1";
    private static readonly Person Lan = Person.Of("CB-01")!;
    private static readonly Person Minh = Person.Of("CB-02")!;

    private IProposals Proposals => Port<IProposals>();

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await Inbox.FindAsync("none", null, Ct);
        await SetAsync("100");
    }

    [Fact]
    public async Task A_proposal_is_kept_whole_and_audited()
    {
        var draft = Draft("200") with { Type = "vn.onestop.dossier.received.v1", Dossier = "H01", LimitClass = "money" };

        var made = (await Proposals.ProposeAsync(draft, Audit("propose"), Ct)).Proposal!;
        await ReopenAsync();

        var kept = (await Proposals.FindAsync(draft.Id, Ct))!;
        Assert.Equal(("100", "200"), (CashBoxAct.Of(kept.Before), CashBoxAct.Of(kept.After)));
        Assert.Equal(made with { Before = default, After = default }, kept with { Before = default, After = default });
        Assert.Equal((ProposalState.Open, "money", "H01", Lan), (kept.State, kept.LimitClass, kept.Dossier, kept.Maker));
        var entry = Assert.Single(await AuditLinesAsync()).Entry;
        Assert.Equal((draft.Id.ToString(), true), (entry.Target, entry.Detail!.Contains("maker person:CB-01", StringComparison.Ordinal)));
        Assert.Null(await Proposals.FindAsync(Fixture.Ids.Next().Value, Ct));
    }

    [Fact]
    public async Task Another_person_approves_it_and_the_money_moves_with_it()
    {
        var id = await ProposeAsync("200");

        var result = await DecideAsync(id, ProposalAct.Approve, Minh);
        await ReopenAsync();

        Assert.Null(result.Refusal);
        var kept = (await Proposals.FindAsync(id, Ct))!;
        Assert.Equal((ProposalState.Approved, Minh, "op-minh", Now, "xem rồi"), (kept.State, kept.Checker, kept.CheckerActor, kept.DecidedAt, kept.DecisionReason));
        Assert.Equal("200", await MoneyAsync());
        Assert.Equal(["propose", "cash-box.set", "decide"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
        Assert.Contains("maker person:CB-01; checker person:CB-02", (await AuditLinesAsync())[2].Entry.Detail, StringComparison.Ordinal);
        Assert.Null(await Port<IAuditLog>().FirstBrokenAsync(Ct));
        Assert.Equal(ProposalRefusal.WrongState, (await DecideAsync(id, ProposalAct.Approve, Minh)).Refusal);
    }

    [Fact]
    public async Task Of_many_who_decide_at_once_one_does()
    {
        var id = await ProposeAsync("200");

        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => DecideAsync(id, i % 2 == 0 ? ProposalAct.Approve : ProposalAct.Reject, Minh))));

        var done = Assert.Single(results, result => result.Refusal is null).Proposal!;
        Assert.All(results.Where(result => result.Refusal is not null), result => Assert.Equal(ProposalRefusal.WrongState, result.Refusal));
        Assert.Equal(done.State is ProposalState.Approved ? "200" : "100", await MoneyAsync());
        Assert.Equal(done.State is ProposalState.Approved ? 3 : 2, (await AuditLinesAsync()).Count);
    }

    [Fact]
    public async Task What_breaks_while_it_is_carried_out_leaves_nothing_behind()
    {
        var id = await ProposeAsync("13");

        await Assert.ThrowsAnyAsync<Exception>(() => DecideAsync(id, ProposalAct.Approve, Minh));
        await KillAsync();

        Assert.Equal(("100", ProposalState.Open), (await MoneyAsync(), (await Proposals.FindAsync(id, Ct))!.State));
        Assert.Single(await AuditLinesAsync());
        Assert.Null((await DecideAsync(id, ProposalAct.Reject, Minh)).Refusal);
    }

    [Fact]
    public async Task What_was_approved_outlives_a_kill()
    {
        var id = await ProposeAsync("200");
        await DecideAsync(id, ProposalAct.Approve, Minh);

        await KillAsync();

        Assert.Equal(("200", ProposalState.Approved), (await MoneyAsync(), (await Proposals.FindAsync(id, Ct))!.State));
        Assert.Equal(3, (await AuditLinesAsync()).Count);
    }

    [Fact]
    public async Task A_subject_that_moved_is_not_approved()
    {
        var id = await ProposeAsync("200");
        await SetAsync("150");

        Assert.Equal(ProposalRefusal.SubjectMoved, (await DecideAsync(id, ProposalAct.Approve, Minh)).Refusal);

        Assert.Equal(("150", ProposalState.Open), (await MoneyAsync(), (await Proposals.FindAsync(id, Ct))!.State));
        Assert.Single(await AuditLinesAsync());
        Assert.Equal(ProposalRefusal.SubjectMoved, (await Proposals.ProposeAsync(Draft("300", judgedOn: "100"), Audit("propose"), Ct)).Refusal);
        var again = await Proposals.ProposeAsync(Draft("300", judgedOn: "150"), Audit("propose"), Ct);
        Assert.Null(again.Refusal);
        Assert.Equal(ProposalState.Lapsed, (await Proposals.FindAsync(id, Ct))!.State);
        Assert.Null((await DecideAsync(again.Proposal!.Id, ProposalAct.Approve, Minh)).Refusal);
        Assert.Equal("300", await MoneyAsync());
    }

    [Fact]
    public async Task What_cannot_be_carried_out_any_more_stays_open()
    {
        var id = await ProposeAsync("0");

        Assert.Equal(ProposalRefusal.SubjectMoved, (await DecideAsync(id, ProposalAct.Approve, Minh)).Refusal);

        Assert.Equal(("100", ProposalState.Open), (await MoneyAsync(), (await Proposals.FindAsync(id, Ct))!.State));
        Assert.Single(await AuditLinesAsync());
    }

    [Fact]
    public async Task The_maker_may_only_withdraw_and_nobody_else_may()
    {
        var id = await ProposeAsync("200");

        Assert.Equal(ProposalRefusal.SamePerson, (await DecideAsync(id, ProposalAct.Approve, Person.Of(" cb-01 ")!)).Refusal);
        Assert.Equal(ProposalRefusal.SamePerson, (await DecideAsync(id, ProposalAct.Reject, Lan)).Refusal);
        Assert.Equal(ProposalRefusal.NotMaker, (await DecideAsync(id, ProposalAct.Withdraw, Minh)).Refusal);
        Assert.Null((await DecideAsync(id, ProposalAct.Withdraw, Lan)).Refusal);

        Assert.Equal(("100", ProposalState.Withdrawn), (await MoneyAsync(), (await Proposals.FindAsync(id, Ct))!.State));
        Assert.Equal(["propose", "decide"], (await AuditLinesAsync()).Select(line => line.Entry.Act));
    }

    [Fact]
    public async Task It_lapses_when_its_time_is_over_and_the_step_never_ran()
    {
        var id = await ProposeAsync("200");
        Clock.Advance(TimeSpan.FromDays(2));

        Assert.Equal(ProposalRefusal.Lapsed, (await DecideAsync(id, ProposalAct.Approve, Minh)).Refusal);

        var lapsed = (await Proposals.FindAsync(id, Ct))!;
        Assert.Equal(("100", ProposalState.Lapsed, (Person?)null), (await MoneyAsync(), lapsed.State, lapsed.Checker));
        Assert.Equal([("op-lan", "propose"), (ProposalRules.LapseActor, ProposalRules.LapseAct)], (await AuditLinesAsync()).Select(line => (line.Entry.Actor, line.Entry.Act)));
    }

    [Fact]
    public async Task The_step_ends_what_is_over_and_leaves_the_rest()
    {
        var over = await ProposeAsync("200");
        await SetAsync("5", "box-2");
        Clock.Advance(TimeSpan.FromHours(12));
        var young = await ProposeAsync("6", "box-2", "5");
        Clock.Advance(TimeSpan.FromHours(13));
        var step = new LapseStep(Proposals, Clock);

        var next = await step.RunOnceAsync(Ct);

        Assert.True(next > Now);
        Assert.Equal((ProposalState.Lapsed, ProposalState.Open), ((await Proposals.FindAsync(over, Ct))!.State, (await Proposals.FindAsync(young, Ct))!.State));
        Assert.Equal(0, await Proposals.LapseAsync(Now, 10, Ct));
        Assert.Equal(3, (await AuditLinesAsync()).Count);
    }

    [Fact]
    public async Task One_is_open_for_each_kind_and_subject_and_a_repeat_is_the_same()
    {
        var first = await ProposeAsync("200");

        var repeat = await Proposals.ProposeAsync(Draft("200"), Audit("propose"), Ct);
        var other = await Proposals.ProposeAsync(Draft("300"), Audit("propose"), Ct);
        var foreign = await Proposals.ProposeAsync(Draft("200") with { Maker = Minh }, Audit("propose"), Ct);

        Assert.Equal((first, true, (ProposalRefusal?)null), (repeat.Proposal!.Id, repeat.IsRepeat, repeat.Refusal));
        Assert.Equal((ProposalRefusal.Taken, ProposalRefusal.Taken), (other.Refusal, foreign.Refusal));
        Assert.Equal(ProposalRefusal.NotFound, (await Proposals.ProposeAsync(Draft("200") with { Kind = "unheard-of" }, Audit("propose"), Ct)).Refusal);
        Assert.Single(await AuditLinesAsync());
    }

    [Fact]
    public async Task Of_many_who_propose_at_once_one_is_stored()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => Proposals.ProposeAsync(Draft("200"), Audit("propose"), Ct))));

        Assert.Single(results, result => !result.IsRepeat);
        Assert.Single(results.Select(result => result.Proposal!.Id).Distinct());
        Assert.Single(await Proposals.ListAsync(new ProposalFilter(), null, 10, Ct));
    }

    [Fact]
    public async Task A_list_is_in_order_page_by_page_and_holds_what_is_asked_for()
    {
        var ids = new List<Guid>();
        for (var i = 0; i < 5; i++)
        {
            await SetAsync("1", $"box-{i}");
            ids.Add(await ProposeAsync("2", $"box-{i}", "1"));
            Clock.Advance(TimeSpan.FromSeconds(1));
        }

        await DecideAsync(ids[2], ProposalAct.Reject, Minh);

        async Task<IReadOnlyList<Guid>> Ids(ProposalFilter filter, Guid? after = null, int limit = 10) =>
            [.. (await Proposals.ListAsync(filter, after, limit, Ct)).Select(proposal => proposal.Id)];

        Assert.Equal(ids, await Ids(new ProposalFilter()));
        Assert.Equal(ids[..2], await Ids(new ProposalFilter(), limit: 2));
        Assert.Equal(ids[2..], await Ids(new ProposalFilter(), ids[1]));
        Assert.Equal([ids[2]], await Ids(new ProposalFilter(ProposalState.Rejected)));
        Assert.Equal([ids[3]], await Ids(new ProposalFilter(ProposalState.Open, CashBoxAct.KindName, "box-3")));
        Assert.Empty(await Ids(new ProposalFilter(Kind: "other")));
    }

    [Fact]
    public async Task An_approved_edit_of_a_dead_letter_keeps_both_bodies_and_authors()
    {
        var letter = await PutDeadAsync("H01");
        var id = await EditAsync(letter, """{"n":2}""");

        Assert.Null((await DecideAsync(id, ProposalAct.Approve, Minh)).Refusal);

        var edited = await FindAsync(letter);
        Assert.Equal(("""{"n":2}""", EnvelopeState.Dead), (Text(edited.Envelope.Body), edited.State));
        Assert.Equal(("key-case-system", "op-lan", """{"n":1}"""), Assert.Single(edited.Edits) is var edit ? (edit.OldAuthor, edit.NewAuthor, Text(edit.OldBody)) : default);
        Assert.Contains(await AuditLinesAsync(), line => line.Entry.Act == "dead-letter.edit" && line.Entry.Target == letter.ToString() && line.Entry.Detail!.Contains(id.ToString(), StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("edited")]
    [InlineData("retried")]
    [InlineData("discarded")]
    public async Task A_dead_letter_that_moved_on_takes_no_approved_edit(string how)
    {
        var letter = await PutDeadAsync("H01");
        var id = await EditAsync(letter, """{"n":2}""");
        _ = how switch
        {
            "edited" => await DeadLetters.EditAsync(letter, Json("""{"n":3}"""), Audit(), Ct),
            "retried" => await DeadLetters.RetryAsync(letter, Audit(), Ct),
            _ => await DeadLetters.DiscardAsync(letter, "trùng", Audit(), Ct),
        };

        Assert.Equal(ProposalRefusal.SubjectMoved, (await DecideAsync(id, ProposalAct.Approve, Minh)).Refusal);
        Assert.DoesNotContain("2", Text((await FindAsync(letter)).Envelope.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_edit_that_was_compared_with_a_former_body_is_not_made()
    {
        var letter = await PutDeadAsync("H01");
        await DeadLetters.EditAsync(letter, Json("""{"n":2}"""), Audit(), Ct);

        Task<bool> Edit(string comparedWith) => DeadLetters.EditAsync(new DecidedLetter(letter, now => Text(now.Envelope.Body) == comparedWith), Json("""{"n":3}"""), Audit(), Ct);

        Assert.False(await Edit("""{"n":1}"""));
        Assert.True(await Edit("""{"n":2}"""));
    }

    [Fact]
    public async Task Decided_ones_go_with_the_past_and_open_ones_stay()
    {
        var decided = await ProposeAsync("200");
        await DecideAsync(decided, ProposalAct.Approve, Minh);
        Clock.Advance(TimeSpan.FromDays(400));
        var open = await ProposeAsync("300", judgedOn: "200");

        await Port<IRetention>().PruneAsync(Now.AddDays(-30), Now.AddDays(-7), 100, Ct);

        Assert.Null(await Proposals.FindAsync(decided, Ct));
        Assert.NotNull(await Proposals.FindAsync(open, Ct));
    }

    private ProposalDraft Draft(string amount, string box = Box, string judgedOn = "100") => new(
        Fixture.Ids.Next().Value, CashBoxAct.KindName, box, ProposalDigest.Of(CashBoxAct.KindName, box, Encoding.UTF8.GetBytes(judgedOn)), Lan, "op-lan", "đếm lại", Now, Now.AddDays(1))
    {
        After = Encoding.UTF8.GetBytes(amount),
    };

    private async Task<Guid> ProposeAsync(string amount, string box = Box, string judgedOn = "100")
    {
        var result = await Proposals.ProposeAsync(Draft(amount, box, judgedOn), Audit("propose"), Ct);
        Assert.Null(result.Refusal);
        return result.Proposal!.Id;
    }

    private async Task<Guid> EditAsync(EnvelopeId letter, string body)
    {
        var subject = letter.ToString();
        var present = (await FindAsync(letter)).Envelope.Body;
        var result = await Proposals.ProposeAsync(
            new ProposalDraft(
                Fixture.Ids.Next().Value, DeadLetterEditKind.KindName, subject, ProposalDigest.Of(DeadLetterEditKind.KindName, subject, present.Span), Lan, "op-lan", "sai tiền", Now, Now.AddDays(1))
            {
                After = Json(body),
            },
            Audit("propose"), Ct);
        Assert.Null(result.Refusal);
        return result.Proposal!.Id;
    }

    private Task<ProposalResult> DecideAsync(Guid id, ProposalAct act, Person person) => Proposals.DecideAsync(id, act, person, "xem rồi", Audit("decide", person.Equals(Lan) ? "op-lan" : "op-minh"), Ct);

    private Task SetAsync(string amount, string box = Box) => Fixture.TamperAsync($"INSERT INTO cursors (name, value) VALUES ('{box}', '{amount}') ON CONFLICT (name) DO UPDATE SET value = excluded.value");

    private Task<string?> MoneyAsync() => Port<IConsignments>().CursorAsync(Box, Ct);
}
