using Hub.Postal.Consignments;
using Hub.Sandbox.Postal;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>An operator whose waybills come from ranges, and the last one is given out.</summary>
public sealed class EmptyRangeTests(EmptyRangeTests.ShortRange centre) : IClassFixture<EmptyRangeTests.ShortRange>
{
    [Fact]
    public async Task It_is_a_task_and_a_stop_until_a_person_adds_a_range_and_no_number_is_used_twice()
    {
        var booked = new List<Consignment>();
        foreach (var n in Enumerable.Range(1, 3))
        {
            booked.Add(await centre.BookedAsync($"000.00.01.H40-261120-850{n}"));
        }

        await centre.RequestAsync("000.00.01.H40-261120-8504");
        await Eventually.HoldsAsync("the task is there", async () => (await centre.TasksAsync("waybill-range-empty")).Count == 1);
        var lane = (await centre.GetAsync("/lanes", "operator")).Json.GetProperty("lanes").EnumerateArray().Single(each => each.GetProperty("lane").GetString() == "postal");
        Assert.Equal((1, 0), (lane.GetProperty("waiting").GetInt64() + lane.GetProperty("held").GetInt64(), lane.GetProperty("dead").GetInt64()));
        Assert.Equal(3, await centre.CountAsync("orders"));
        Assert.Equal(ConsignmentState.Requested, (await centre.Consignments.FindAsync("000.00.01.H40-261120-8504-P1", default))!.State);

        Assert.Equal(200, (await centre.FetchRangeAsync(PostCentre.Operator, 5)).Status);
        Assert.Empty(await centre.TasksAsync("waybill-range-empty"));
        booked.Add(await centre.StateAsync("000.00.01.H40-261120-8504-P1", ConsignmentState.Booked));

        Assert.Equal(4, booked.Select(each => each.Waybill).Distinct().Count());
        Assert.Equal((4, 0, 0), (await centre.CountAsync("orders"), await centre.CountAsync("itemCodesReused"), await centre.CountAsync("itemCodesOutside")));
    }

    public sealed class ShortRange : PostCentre
    {
        public override string Dialect => "b";

        protected override PostTwinOptions TwinOptions => base.TwinOptions with { RangeSize = 3 };
    }
}
