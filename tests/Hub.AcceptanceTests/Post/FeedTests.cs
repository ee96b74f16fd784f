using Hub.Postal.Consignments;
using Xunit;

namespace Hub.AcceptanceTests.Post;

/// <summary>The tracking feed of the operators that have one.</summary>
public abstract class FeedTests(PostCentre centre)
{
    [Fact]
    public async Task Pages_that_begin_anew_before_the_cursor_change_nothing_twice()
    {
        await centre.FaultAsync(centre.Dialect, "replay", 1, null, operations: "tracking");
        var numbers = new List<string>();
        foreach (var n in Enumerable.Range(1, 6))
        {
            var booked = await centre.BookedAsync($"000.00.01.H40-261120-820{n}");
            numbers.Add(booked.Number);
            await centre.AdvanceAsync(booked.Number);
            await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
        }

        foreach (var number in numbers)
        {
            var records = await centre.Consignments.RecordsAsync(number, default);
            Assert.Equal(["0", "9", "1", "2", "3", "4"], records.Where(record => record.Kind is PostalRecordKind.Tracking).Select(record => record.Code));
            var changes = (await centre.GetAsync("/feed?limit=1000", "case-system")).Json.GetProperty("events").EnumerateArray()
                .Count(e => e.GetProperty("type").GetString() == "vn.onestop.postal.status-changed.v1" && e.GetProperty("data").GetProperty("number").GetString() == number);
            Assert.Equal(5, changes);
        }
    }

    [Theory]
    [InlineData("5xx")]
    [InlineData("html")]
    [InlineData("torn")]
    [InlineData("429")]
    public async Task A_page_that_did_not_come_is_read_again(string fault)
    {
        var booked = await centre.BookedAsync($"000.00.01.H40-261120-83{fault.Length:00}-{fault}");
        await centre.FaultAsync(centre.Dialect, fault, 1, null, times: 2, operations: "tracking");
        await centre.AdvanceAsync(booked.Number);

        await centre.StateAsync(booked.Number, ConsignmentState.Delivered);
    }
}
