using System.Globalization;
using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

public sealed class TrackTests
{
    private const string One = "000.00.01.H40-261121-1111-D1";
    private const string Two = "000.00.01.H40-261121-1112-D1";

    [Fact]
    public async Task The_feed_is_applied_with_its_cursor_and_then_rests()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        await scene.AdvanceAsync(One, "delivered");

        var next = await scene.Feed.RunOnceAsync(default);

        Assert.Equal(ConsignmentState.Delivered, scene.Consignments.Get(One).State);
        Assert.NotNull(scene.Consignments.Get(One).Waybill);
        Assert.Equal(scene.Twin.Clock.Now + TimeSpan.FromMinutes(10), next);
        Assert.NotNull(await scene.Consignments.CursorAsync("vnpost/feed", default));
    }

    [Fact]
    public async Task A_page_that_is_told_again_changes_nothing_and_moves_no_cursor_back()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        await scene.AdvanceAsync(One, "in_transit");
        await scene.Feed.RunOnceAsync(default);
        var (before, records, cursor) = (scene.Consignments.Get(One), scene.Consignments.Records.Count, await scene.Consignments.CursorAsync("vnpost/feed", default));

        await scene.Twin.ControlAsync("/post/a/faults", new JsonObject { ["kind"] = "replay", ["operations"] = new JsonArray("tracking") });
        await scene.Feed.RunOnceAsync(default);

        Assert.Equal(before, scene.Consignments.Get(One));
        Assert.Equal(records, scene.Consignments.Records.Count);
        Assert.Equal(cursor, await scene.Consignments.CursorAsync("vnpost/feed", default));
    }

    [Fact]
    public async Task A_page_that_the_store_refuses_does_not_move_the_cursor()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        scene.Consignments.Refuse = 6;

        var next = await scene.Feed.RunOnceAsync(default);

        Assert.Null(await scene.Consignments.CursorAsync("vnpost/feed", default));
        Assert.Empty(scene.Consignments.Records);
        Assert.True(next < scene.Twin.Clock.Now + TimeSpan.FromMinutes(1));
        await scene.Feed.RunOnceAsync(default);
        Assert.NotEmpty(scene.Consignments.Records);
    }

    [Fact]
    public async Task A_feed_that_is_down_is_read_again_soon()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        await scene.Twin.ControlAsync("/post/a/faults", new JsonObject { ["kind"] = "html", ["operations"] = new JsonArray("tracking"), ["times"] = 1 });

        var next = await scene.Feed.RunOnceAsync(default);

        Assert.Equal(scene.Twin.Clock.Now + TimeSpan.FromMinutes(1), next);
        Assert.Null(await scene.Consignments.CursorAsync("vnpost/feed", default));
    }

    [Fact]
    public async Task Only_one_of_feed_and_poll_has_work_for_an_operator()
    {
        await using var feeding = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await using var asked = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);

        Assert.Null(await feeding.Poll.RunOnceAsync(default));
        Assert.Null(await asked.Feed.RunOnceAsync(default));
    }

    [Fact]
    public async Task Polling_backs_off_to_its_ceiling_and_starts_again_with_news()
    {
        const string silent = "000.00.01.H40-261121-0601-D1";
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        await scene.BookAsync(silent);
        var pauses = new List<double>();
        for (var i = 0; i < 8; i++)
        {
            pauses.Add(await PollAsync());
        }

        await scene.Twin.ControlAsync($"/post/orders/{silent}/status", new JsonObject { ["code"] = 10 });
        pauses.Add(await PollAsync());

        Assert.Equal([0.5, 1, 2, 4, 8, 12, 12, 12, 0.5], pauses);

        async Task<double> PollAsync()
        {
            var due = scene.Consignments.Get(silent).PollAt!.Value;
            scene.Twin.Clock.MoveTo(due);
            await scene.Poll.RunOnceAsync(default);
            return (scene.Consignments.Get(silent).PollAt!.Value - due).TotalHours;
        }
    }

    [Theory]
    [InlineData("00:30:00", 60)]
    [InlineData("00:00:02", 2)]
    [InlineData("00:00:00.010", 1)]
    public async Task Polling_looks_between_every_second_and_every_minute(string every, int seconds)
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost, change: party => party with { PollEvery = TimeSpan.Parse(every, CultureInfo.InvariantCulture) });

        Assert.Equal(scene.Twin.Clock.Now + TimeSpan.FromSeconds(seconds), await scene.Poll.RunOnceAsync(default));
    }

    [Fact]
    public async Task Polling_ends_when_the_parcel_is_delivered()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        await scene.BookAsync(One);
        await scene.AdvanceAsync(One, "delivered");
        scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));

        await scene.Poll.RunOnceAsync(default);

        Assert.Equal((ConsignmentState.Delivered, null), (scene.Consignments.Get(One).State, scene.Consignments.Get(One).PollAt));
    }

    [Fact]
    public async Task Polling_times_stay_as_they_were_when_the_operator_cannot_be_asked()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        await scene.BookAsync(One);
        await scene.BookAsync(Two);
        scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));
        await scene.Twin.ControlAsync("/post/d/faults", new JsonObject { ["kind"] = "maintenance" });
        var before = scene.Consignments.All.Select(each => each.PollAt).ToList();

        var next = await scene.Poll.RunOnceAsync(default);

        Assert.Equal(before, scene.Consignments.All.Select(each => each.PollAt));
        Assert.True(next > scene.Twin.Clock.Now, $"{next}");
    }

    [Fact]
    public async Task One_unanswerable_order_does_not_keep_the_others_from_being_polled()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        await scene.BookAsync(One);
        await scene.BookAsync(Two);
        await scene.AdvanceAsync(Two, "delivered");
        scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));
        await scene.Twin.ControlAsync("/post/d/faults", new JsonObject { ["kind"] = "html", ["operations"] = new JsonArray("history"), ["times"] = 1 });

        await scene.Poll.RunOnceAsync(default);

        Assert.Equal(1, scene.Consignments.Get(One).PollsQuiet);
        Assert.Equal(ConsignmentState.Delivered, scene.Consignments.Get(Two).State);
    }
}
