using System.Net;
using System.Text.Json.Nodes;
using Hub.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

public sealed class TrackingTests
{
    private static readonly TimeSpan Long = TimeSpan.FromDays(30);

    [Fact]
    public async Task A_life_is_told_step_by_step_as_time_passes()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order());

        var atOnce = await post.TrackAAsync();
        await PassAsync(post, Long);
        var all = await post.TrackAAsync();

        Assert.Equal([0], Codes(atOnce));
        Assert.Equal([0, 9, 1, 2, 3, 4], Codes(all));
        Assert.Equal(all.Select(told => (long)told!["EventTime"]!).Order(), all.Select(told => (long)told!["EventTime"]!));
        Assert.Equal((Mail.Number, "Phát thành công", "Người nhận: TTPVHCC Demo"), ((string)all[5]!["OrderNumber"]!, (string)all[5]!["StatusMessage"]!, (string)all[5]!["Notes"]!));
        Assert.Equal(("100000", "420000"), ((string)all[1]!["POSID"]!, (string)all[5]!["POSID"]!));
        Assert.Single(all.Select(told => (string)told!["ItemCode"]!).Distinct());
    }

    [Fact]
    public async Task The_cursor_leads_through_pages_without_gap_or_repeat()
    {
        await using var post = await PostServer.StartAsync();
        for (var number = 1; number <= 7; number++)
        {
            await post.OrderAAsync(Mail.Order($"A-{number}"));
        }

        await PassAsync(post, Long);
        var whole = await post.TrackAAsync();
        var (paged, cursor) = (new List<string>(), PostServer.FirstCursor);
        while (paged.Count < 100 && await post.TrackAAsync(cursor, 5) is { Count: > 0 } page)
        {
            paged.AddRange(page.Select(Id));
            cursor = paged[^1];
        }

        Assert.Equal(42, whole.Count);
        Assert.Equal(whole.Select(Id), paged);
        Assert.Equal(paged.Order(StringComparer.Ordinal), paged);
        Assert.All(paged, id => Assert.Matches("^[0-9a-f]{24}$", id));
    }

    [Fact]
    public async Task The_collection_says_how_much_is_left()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order());
        await PassAsync(post, Long);

        var page = await post.CallAAsync(HttpMethod.Get, "/order/tracking?pagesize=4");

        Assert.Equal((6, 2, 4), ((int)page["_size"]!, (int)page["_total_pages"]!, (int)page["_returned"]!));
    }

    [Theory]
    [InlineData("pagesize=0")]
    [InlineData("pagesize=1001")]
    [InlineData("pagesize=x")]
    [InlineData("lastId=123")]
    [InlineData("lastId=zzzzzzzzzzzzzzzzzzzzzzzz")]
    public async Task A_wrong_size_or_cursor_is_a_bad_request(string query)
    {
        await using var post = await PostServer.StartAsync();

        using var response = await post.SendAAsync(HttpMethod.Get, "/order/tracking?" + query);

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task A_replayed_page_begins_before_the_cursor()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order());
        await PassAsync(post, Long);
        var all = await post.TrackAAsync();
        await post.ControlAsync("/post/a/faults", new() { ["kind"] = "replay", ["operations"] = new JsonArray("tracking"), ["times"] = 1 });

        var replayed = await post.TrackAAsync(Id(all[^1]));
        var after = await post.TrackAAsync(Id(all[^1]));

        Assert.Equal(all.Select(Id), replayed.Select(Id));
        Assert.Empty(after);
    }

    [Fact]
    public async Task The_feeds_of_two_dialects_are_apart()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order("A-1"));
        await post.OrderBAsync(Mail.OrderB(number: "B-1"));

        var b = (await post.CallBAsync(HttpMethod.Get, "/tracking"))["_embedded"]!["rh:doc"]!.AsArray();

        Assert.Equal(["B-1"], b.Select(told => (string)told!["OrderNumber"]!));
        Assert.Equal(["A-1"], (await post.TrackAAsync()).Select(told => (string)told!["OrderNumber"]!));
    }

    [Fact]
    public async Task Postmen_keep_working_hours_and_the_same_seed_gives_the_same_life()
    {
        await using var post = await PostServer.StartAsync();
        await using var twin = await PostServer.StartAsync();
        foreach (var server in new[] { post, twin })
        {
            for (var number = 1; number <= 30; number++)
            {
                await server.OrderAAsync(Mail.Order($"A-{number}"));
            }

            await PassAsync(server, Long);
        }

        var told = await post.TrackAAsync();
        var visits = told.Where(line => (int)line!["StatusCode"]! is 9 or 1 or 3 or 4).Select(line => DateTimeOffset.FromUnixTimeMilliseconds((long)line!["EventTime"]!).ToOffset(TimeSpan.FromHours(7))).ToList();

        Assert.Equal(120, visits.Count);
        Assert.All(visits, at => Assert.True(at.DayOfWeek != DayOfWeek.Sunday && at.TimeOfDay >= new TimeSpan(7, 30, 0) && at.TimeOfDay <= new TimeSpan(17, 30, 0), $"{at}"));
        Assert.Equal(told.Select(line => line!["EventTime"]!.ToJsonString()), (await twin.TrackAAsync()).Select(line => line!["EventTime"]!.ToJsonString()));
    }

    [Fact]
    public async Task A_quick_pace_brings_a_consignment_there_within_the_hour()
    {
        await using var post = await PostServer.StartAsync(new PostTwinOptions { Pace = 0.01, KeepsWorkingHours = false });
        await post.OrderAAsync(Mail.Order());

        await PassAsync(post, TimeSpan.FromMinutes(40));

        Assert.Equal(4, Codes(await post.TrackAAsync())[^1]);
    }

    private static int[] Codes(JsonArray told) => [.. told.Select(line => (int)line!["StatusCode"]!)];

    private static string Id(JsonNode? told) => (string)told!["_id"]!["$oid"]!;

    private static async Task PassAsync(PostServer post, TimeSpan time)
    {
        await post.PassAsync(time);
        await post.LogInAsync();
    }
}
