using Hub.Postal.Consignments;
using Hub.Sandbox.Postal;
using Hub.Tests.Centres;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>An operator whose ranges are short, and a hub that is told to get more by itself.</summary>
public sealed class RangeByItselfTests(RangeByItselfTests.ShortRanges centre) : IClassFixture<RangeByItselfTests.ShortRanges>
{
    [Fact]
    public async Task Numbers_never_run_out_though_answers_are_lost_and_nobody_is_asked()
    {
        await centre.FaultAsync("b", "applied-no-answer", 0.5, null, null, null, "range");
        var booked = new List<Consignment>();
        foreach (var n in Enumerable.Range(1, 12))
        {
            booked.Add(await centre.BookedAsync($"000.00.01.H40-261120-88{n:00}"));
        }

        Assert.Equal(12, booked.Select(each => each.Waybill).Distinct().Count());
        Assert.Equal((12, 0, 0), (await centre.CountAsync("orders"), await centre.CountAsync("itemCodesReused"), await centre.CountAsync("itemCodesOutside")));
        Assert.Empty(await centre.TasksAsync("waybill-range-low"));
        await Eventually.HoldsAsync("enough are left", async () => (await centre.Consignments.RangesAsync(PostCentre.Operator, default)).Sum(range => range.Left) > 4);
        var allotted = (await centre.Twin.GetAsync("_twin/post/ranges"))["ranges"]!.AsArray().Count;
        await Eventually.EqualAsync(allotted, async () => (await centre.Consignments.RangesAsync(PostCentre.Operator, default)).Count);
    }

    public sealed class ShortRanges : PostCentre
    {
        public override string Dialect => "b";

        protected override IEnumerable<string> Operators =>
            [.. Speaking(Operator, Dialect), $"--Post:Operators:{Operator}:RangeLowWater=4", $"--Post:Operators:{Operator}:RangeFetch=6", "--Post:WatchEvery=00:00:01"];

        protected override PostTwinOptions TwinOptions => base.TwinOptions with { RangeSize = 5 };
    }
}
