using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Xunit;
using static Hub.Postal.Consignments.ConsignmentState;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>What was told under a code before its meaning was known.</summary>
public sealed class ReviewTests
{
    private const string One = "000.00.01.H40-261121-1111-D1";

    [Fact]
    public async Task A_code_added_to_the_table_moves_the_parcel_and_ends_the_task()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        scene.Twin.Clock.Advance(TimeSpan.FromHours(1));
        await scene.Twin.ControlAsync($"/post/orders/{One}/status", new JsonObject { ["code"] = 77 });
        await scene.Feed.RunOnceAsync(default);
        var (told, state) = (scene.Consignments.Records.Single(record => record.Code == "77"), scene.Consignments.Get(One).State);
        scene.Twin.Clock.Advance(TimeSpan.FromHours(5));

        var next = await scene.Review(("77", "in-transit")).RunOnceAsync(default);

        Assert.Equal((PickupAssigned, InTransit, told.At), (state, scene.Consignments.Get(One).State, scene.Consignments.Get(One).StateAt));
        Assert.Equal(("hub", "judged again"), (Assert.Single(scene.Tasks.All).EndedBy, scene.Tasks.All[0].Result));
        Assert.Equal(scene.Twin.Clock.Now + scene.Options.WatchEvery, next);
        Assert.Contains(told, scene.Consignments.Records);
        Assert.Equal(2, scene.Consignments.Records.Count(record => record.Code == "77"));
    }

    [Fact]
    public async Task A_review_again_changes_nothing_and_one_with_nothing_new_reads_nothing()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await KeepAsync(scene, One, "77");
        var review = scene.Review(("77", "in-transit"));
        await review.RunOnceAsync(default);
        var (commits, records, events) = (scene.Consignments.Commits, scene.Consignments.Records.Count, scene.Consignments.Events.Count);

        await review.RunOnceAsync(default);
        await scene.Review(("77", "in-transit")).RunOnceAsync(default);
        Assert.Equal(commits, scene.Consignments.Commits);
        await scene.Review(("77", "in-transit"), ("78", "lost")).RunOnceAsync(default);

        Assert.Equal((records, events), (scene.Consignments.Records.Count, scene.Consignments.Events.Count));
        Assert.Equal(InTransit, scene.Consignments.Get(One).State);
    }

    [Fact]
    public async Task A_task_about_a_code_that_is_known_by_now_ends_whenever_it_was_opened()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        await scene.Twin.ControlAsync($"/post/orders/{One}/status", new JsonObject { ["code"] = 77 });
        await scene.Feed.RunOnceAsync(default);
        var asked = Assert.Single(scene.Tasks.Open);
        var review = scene.Review(("77", "-"));
        await review.RunOnceAsync(default);
        scene.Tasks.Add(asked with { Id = Guid.NewGuid(), EndedAt = null });

        await review.RunOnceAsync(default);

        Assert.Equal(2, scene.Tasks.All.Count);
        Assert.Empty(scene.Tasks.Open);
    }

    [Fact]
    public async Task A_parcel_that_went_on_meanwhile_does_not_go_back()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        var one = await scene.BookAsync(One);
        await KeepAsync(scene, One, "77");
        scene.Consignments.Put(one with { State = DeliveryFailed, StateAt = scene.Twin.Clock.Now.AddHours(1), Version = 1 });

        await scene.Review(("77", "out-for-delivery")).RunOnceAsync(default);

        Assert.Equal(DeliveryFailed, scene.Consignments.Get(One).State);
        Assert.Equal(MoveVerdict.Late, scene.Consignments.Records[^1].Verdict);
    }

    [Fact]
    public async Task Reason_and_waybill_are_read_from_what_was_kept()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        scene.Consignments.Put(await scene.BookAsync(One) with { Waybill = null });
        await KeepAsync(scene, One, "77", """{"Notes":"R02 đi vắng","ItemCode":"CN000000005VN"}""");

        await scene.Review(("77", "delivery-failed")).RunOnceAsync(default);

        Assert.Equal((DeliveryFailed, "not-at-home", "CN000000005VN"), (scene.Consignments.Get(One).State, scene.Consignments.Get(One).Reason, scene.Consignments.Get(One).Waybill));
    }

    [Fact]
    public async Task A_reviewed_push_of_myvnpost_keeps_its_waybill_and_reason()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.MyVnPost);
        scene.Consignments.Put(await scene.BookAsync(One) with { Waybill = null });
        var at = DateTimeOffset.FromUnixTimeSeconds(scene.Twin.Clock.Now.ToUnixTimeSeconds());
        await KeepAsync(scene, One, "70", """{"reasonCode":"R01"}""", "vnpost/tracking", $"CN000000005VN/70/{at.ToUnixTimeSeconds()}", at);

        await scene.Review(("70", "delivery-failed")).RunOnceAsync(default);

        Assert.Equal((DeliveryFailed, "address-wrong", "CN000000005VN"), (scene.Consignments.Get(One).State, scene.Consignments.Get(One).Reason, scene.Consignments.Get(One).Waybill));
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp, "vnpost/webhook-unproven")]
    [InlineData(PostalDialectNames.MyVnPost, "vnpost/webhook-unproven")]
    [InlineData(PostalDialectNames.Ngsp, "key-postman")]
    [InlineData(PostalDialectNames.MyVnPost, "swift/tracking")]
    public async Task What_nothing_proved_or_another_told_is_not_judged(string dialect, string source)
    {
        await using var scene = await TrackScene.StartAsync(dialect);
        await scene.BookAsync(One);
        var at = DateTimeOffset.FromUnixTimeSeconds(scene.Twin.Clock.Now.ToUnixTimeSeconds());
        await KeepAsync(scene, One, "70", source: source, key: $"CN000000005VN/70/{at.ToUnixTimeSeconds()}", at: at);

        await scene.Review(("70", "delivered")).RunOnceAsync(default);

        Assert.Equal(Booked, scene.Consignments.Get(One).State);
    }

    [Fact]
    public async Task What_was_cut_off_as_it_was_kept_is_judged_by_its_code()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await KeepAsync(scene, One, "77", "{\"Notes\":\"R0");

        await scene.Review(("77", "delivery-failed")).RunOnceAsync(default);

        Assert.Equal((DeliveryFailed, null), (scene.Consignments.Get(One).State, scene.Consignments.Get(One).Reason));
    }

    [Fact]
    public async Task An_interrupted_review_starts_again_and_tells_nothing_twice()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        var numbers = Enumerable.Range(0, 250).Select(i => string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-261121-{i:0000}-D1")).ToList();
        var model = await scene.BookAsync(One);
        foreach (var number in numbers)
        {
            scene.Consignments.Put(model with { Number = number, RequestId = number, Waybill = null, Version = 1 });
            await KeepAsync(scene, number, "77");
        }

        var killed = scene.Review(("77", "in-transit"));
        Assert.Equal(scene.Twin.Clock.Now, await killed.RunOnceAsync(default));
        Assert.Equal(100, scene.Consignments.All.Count(each => each.State is InTransit));
        var begun = scene.Review(("77", "in-transit"));
        scene.Consignments.Refuse = 6;
        var pages = 0;
        while (await begun.RunOnceAsync(default) < scene.Twin.Clock.Now + TimeSpan.FromMinutes(1))
        {
            Assert.InRange(++pages, 1, 5);
        }

        Assert.Equal(250, scene.Consignments.All.Count(each => each.State is InTransit));
        Assert.Equal(250, scene.Consignments.Events.Count);
        Assert.Equal(250, scene.Consignments.Records.Count(record => record.Verdict is MoveVerdict.Moved));
    }

    [Fact]
    public async Task A_code_declared_meaningless_ends_its_task_and_moves_nothing()
    {
        await using var scene = await TrackScene.StartAsync(PostalDialectNames.Ngsp);
        await scene.BookAsync(One);
        foreach (var code in new[] { 77, 78 })
        {
            await scene.Twin.ControlAsync($"/post/orders/{One}/status", new JsonObject { ["code"] = code });
        }

        await scene.Feed.RunOnceAsync(default);
        await scene.Review(("77", "-")).RunOnceAsync(default);

        Assert.Equal(Booked, scene.Consignments.Get(One).State);
        Assert.Equal(["vnpost/78"], scene.Tasks.Open.Select(task => task.Subject));
    }

    private static async Task KeepAsync(
        TrackScene scene, string number, string code, string raw = "{}", string source = "vnpost/feed", string? key = null, DateTimeOffset? at = null)
    {
        if (!scene.Consignments.All.Any(each => each.Number == number))
        {
            await scene.BookAsync(number);
        }

        var record = new PostalRecord(
            number, source, key ?? $"{number}/{code}", PostalRecordKind.Tracking, code, null, MoveVerdict.Unplaced, at ?? scene.Twin.Clock.Now, scene.Twin.Clock.Now, null, null,
            Encoding.UTF8.GetBytes(raw));
        Assert.True(await scene.Consignments.CommitAsync(new PostalBatch { Records = [record] }, default));
    }
}
