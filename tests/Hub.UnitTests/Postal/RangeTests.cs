using Hub.Core.Trust;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Ranges;
using Hub.Postal.Settings;
using Hub.Postal.Telling;
using Hub.UnitTests.Postal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal;

/// <summary>Numbers from an operator that allots ranges: none lost, none asked for twice, none used twice.</summary>
public sealed class RangeTests
{
    private readonly PostScene _scene = new(options => options with
    {
        Operators = options.Operators.ToDictionary(party => party.Key, party => party.Value with { RangeLowWater = 20, RangeFetch = 100 }),
    });

    private ScriptedDialect Operator => _scene.VnPost;

    private IEnumerable<string> Held => _scene.Consignments.Ranges.Select(range => range.Id);

    private Task<RangeFetch> FetchAsync(int quantity = 50) => _scene.Ranges.FetchAsync("vnpost", quantity, Audit, CancellationToken.None);

    [Fact]
    public async Task A_new_range_is_added_with_its_audit_line()
    {
        var fetched = await FetchAsync();

        Assert.Equal((null, "R1", 50L), (fetched.Fault, fetched.Fetched!.Id, fetched.Fetched.Left));
        Assert.Equal(["R1"], Held);
        Assert.Equal("R1", Assert.Single(_scene.Consignments.Audits).Detail);
    }

    [Fact]
    public async Task A_range_whose_answer_was_lost_is_taken_over_by_the_next_fetch()
    {
        Operator.Fetches.Enqueue((new PostalReply<WaybillRange>.Down("torn", MayHaveEffect: true), true));
        Operator.Lists.Enqueue(Listed());
        Operator.Lists.Enqueue(new PostalReply<AllottedRanges>.Down("torn", MayHaveEffect: false));

        var lost = await FetchAsync();
        var next = await FetchAsync();

        Assert.Equal(RangeFault.AnswerLost, lost.Fault);
        Assert.Equal((null, null), (next.Fault, next.Fetched));
        Assert.Equal(["R1"], next.TakenOver.Select(range => range.Id));
        Assert.Equal(["R1"], Held);
        Assert.Single(Operator.Allotted);
    }

    [Fact]
    public async Task A_lost_answer_is_found_in_the_operators_list_at_once()
    {
        Operator.Fetches.Enqueue((new PostalReply<WaybillRange>.Down("torn", MayHaveEffect: true), true));

        var fetched = await FetchAsync();

        Assert.Equal((null, "R1"), (fetched.Fault, Assert.Single(fetched.TakenOver).Id));
        Assert.Single(Operator.Allotted);
    }

    [Fact]
    public async Task Where_the_list_cannot_be_read_nothing_is_asked_for()
    {
        Operator.Lists.Enqueue(new PostalReply<AllottedRanges>.Busy("503", null));

        Assert.Equal(RangeFault.Away, (await FetchAsync()).Fault);
        Assert.Empty(Operator.Allotted);
    }

    [Fact]
    public async Task A_list_with_a_range_that_nobody_understands_stops_the_asking()
    {
        Operator.Unreadable.Add("R-old");

        var fetched = await FetchAsync();

        Assert.Equal((RangeFault.ListUnreadable, "R-old"), (fetched.Fault, fetched.Text));
        Assert.Equal(RangeFlaw.Unreadable, Assert.Single(fetched.LeftOut).Flaw);
        Assert.Empty(Operator.Allotted);
    }

    [Fact]
    public async Task A_range_added_by_hand_counts_as_held_and_overlapping_ones_are_left_out()
    {
        _scene.AddRange(100, 199, "paper-7");
        Operator.Allotted.AddRange([Allotted("R-same", 100, 199), Allotted("R-within", 120, 130), Allotted("R-across", 150, 250)]);

        var fetched = await FetchAsync();

        Assert.Equal([new RangeLeftOut("R-across", RangeFlaw.Overlaps)], fetched.LeftOut);
        Assert.Equal("R4", fetched.Fetched!.Id);
        Assert.Equal(["paper-7", "R4"], Held);
    }

    [Fact]
    public async Task A_range_used_past_the_hub_is_left_out()
    {
        Operator.Allotted.AddRange([Allotted("R-begun", 100, 199, used: 3), Allotted("R-done", 200, 299, used: 100)]);

        var fetched = await FetchAsync();

        Assert.Equal([new RangeLeftOut("R-begun", RangeFlaw.UsedElsewhere)], fetched.LeftOut);
        Assert.Equal(["R3"], Held);
    }

    [Fact]
    public async Task A_new_range_that_another_instance_took_over_meanwhile_is_used_once()
    {
        Operator.WhileFetching = () => _scene.Consignments.Add(Operator.Allotted[^1].Range);

        var fetched = await FetchAsync();

        Assert.Equal((null, "R1"), (fetched.Fault, fetched.Fetched!.Id));
        Assert.Equal(["R1"], Held);
        Assert.Empty(_scene.Consignments.Audits);
    }

    [Fact]
    public async Task What_can_be_read_is_taken_over_beside_a_range_that_nobody_understands()
    {
        Operator.Allotted.Add(Allotted("R-lost", 100, 199));
        Operator.Unreadable.Add("R-old");

        var fetched = await FetchAsync();

        Assert.Equal((null, "R-lost"), (fetched.Fault, Assert.Single(fetched.TakenOver).Id));
        Assert.Equal([new RangeLeftOut("R-old", RangeFlaw.Unreadable)], fetched.LeftOut);
    }

    [Fact]
    public async Task The_same_numbers_under_another_prefix_are_another_range()
    {
        _scene.AddRange(100, 199, "paper-7");
        Operator.Allotted.Add(new AllottedRange(Allotted("R-other", 100, 199).Range with { Prefix = "EN" }, 0));

        await FetchAsync();

        Assert.Equal(["paper-7", "R-other"], Held);
    }

    [Fact]
    public async Task A_new_range_under_the_id_of_another_is_left_out()
    {
        _scene.AddRange(5000, 5001, "R1");

        var fetched = await FetchAsync();

        Assert.Equal((RangeFault.Refused, null), (fetched.Fault, fetched.Fetched));
        Assert.Equal([new RangeLeftOut("R1", RangeFlaw.Overlaps)], fetched.LeftOut);
    }

    [Fact]
    public async Task A_torn_list_of_ranges_counts_as_an_absent_operator()
    {
        Operator.Lists.Enqueue(new PostalReply<AllottedRanges>.Down("torn", MayHaveEffect: true));

        Assert.Equal(RangeFault.Away, (await FetchAsync()).Fault);
    }

    [Fact]
    public async Task So_few_numbers_that_a_person_would_be_asked_again_do_not_end_the_task()
    {
        _scene.AddRange(1, 20);
        Operator.Fetches.Enqueue((new PostalReply<WaybillRange>.Refused(PostalReasonCodes.Refused, "109"), false));
        await _scene.RangeStep.RunOnceAsync(CancellationToken.None);
        Assert.Equal(PostalTaskKinds.RangeLow, Assert.Single(_scene.Tasks.Open).Kind);

        await _scene.Ranges.SettleAsync("vnpost", CancellationToken.None);

        Assert.Single(_scene.Tasks.Open);
    }

    [Fact]
    public async Task Fetches_at_once_give_each_number_once()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => FetchAsync()));

        Assert.Equal(8, Held.Distinct().Count());
        var numbers = _scene.Consignments.Ranges.SelectMany(range => Enumerable.Range((int)range.First, (int)range.Left)).ToList();
        Assert.Equal(numbers.Count, numbers.Distinct().Count());
    }

    [Fact]
    public async Task Numbers_that_came_end_the_tasks_that_asked_for_them()
    {
        await _scene.HandleAsync(_scene.AskPickup());
        Operator.Abilities = Operator.Abilities with { NeedsWaybill = true };
        await _scene.HandleAsync(_scene.AskPickup("e-2", dossier: "000.00.01.H40-261121-0002"));
        Assert.Equal(PostalTaskKinds.RangeEmpty, Assert.Single(_scene.Tasks.Open).Kind);

        await FetchAsync();

        Assert.Empty(_scene.Tasks.Open);
    }

    [Fact]
    public async Task The_hub_gets_more_by_itself_at_the_low_water_mark_and_no_sooner()
    {
        _scene.AddRange(1, 21);
        await _scene.RangeStep.RunOnceAsync(CancellationToken.None);
        Assert.Empty(Operator.Allotted);
        Operator.Abilities = Operator.Abilities with { NeedsWaybill = true };
        await _scene.HandleAsync(_scene.AskPickup());

        var next = await _scene.RangeStep.RunOnceAsync(CancellationToken.None);
        await _scene.RangeStep.RunOnceAsync(CancellationToken.None);

        Assert.Equal(100, Assert.Single(Operator.Allotted).Range.Left);
        Assert.Equal(_scene.Clock.Now + _scene.Options.WatchEvery, next);
        Assert.Empty(_scene.Tasks.All);
        Assert.Equal(("hub", "vnpost", "R1"), (_scene.Consignments.Audits[0].Actor, _scene.Consignments.Audits[0].Target, _scene.Consignments.Audits[0].Detail));
    }

    [Fact]
    public async Task A_person_is_asked_where_the_hub_gets_none_by_itself_until_it_does()
    {
        Operator.Fetches.Enqueue((new PostalReply<WaybillRange>.Refused(PostalReasonCodes.Refused, "109"), false));
        Operator.Fetches.Enqueue((new PostalReply<WaybillRange>.Refused(PostalReasonCodes.Refused, "109"), false));

        var again = await _scene.RangeStep.RunOnceAsync(CancellationToken.None);
        await _scene.RangeStep.RunOnceAsync(CancellationToken.None);

        Assert.Equal(_scene.Clock.Now + _scene.Options.PersonPause, again);
        var task = Assert.Single(_scene.Tasks.All);
        Assert.Equal((PostalTaskKinds.RangeLow, "vnpost"), (task.Kind, task.Subject));
        Assert.Contains(RangeWords.Of(RangeFault.Refused).Vi, task.Vietnamese, StringComparison.Ordinal);
        Assert.Equal([PostalTaskKinds.RangeLow], _scene.Exceptions);

        await _scene.RangeStep.RunOnceAsync(CancellationToken.None);

        Assert.Empty(_scene.Tasks.Open);
        Assert.Equal(["R1"], Held);
    }

    private AuditEntry Audit(string range) => new(_scene.Clock.Now, "k-1", Role.Operator, "fetch", "vnpost", "allowed", range);

    private AllottedRange Allotted(string id, long first, long last, long used = 0) =>
        new(new WaybillRange("vnpost", id, "CN", "VN", 8, HasCheckDigit: true, first, last, first, _scene.Clock.Now), used);

    private static PostalReply<AllottedRanges> Listed(params AllottedRange[] ranges) => new PostalReply<AllottedRanges>.Ok(new AllottedRanges(ranges, []));
}
