using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>Times in other forms than a dialect's own, by every way on which it tells.</summary>
public sealed class OddTimeTests
{
    private const string One = "000.00.01.H40-261121-1111-D1";

    [Theory]
    [InlineData("1795227330")]
    [InlineData("\"2026-11-21T08:15:30\"")]
    [InlineData("\"08:15\"")]
    [InlineData("\"21/11/2026 03:09 PM\"")]
    [InlineData("0")]
    [InlineData("-1795227330000")]
    [InlineData("179522733000000")]
    [InlineData("null")]
    [InlineData("{}")]
    public async Task A_feed_with_odd_times_is_read_and_none_is_guessed(string time)
    {
        using var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1","expires_in":3600}""");
        http.Answer($$$"""{"_embedded":{"rh:doc":[{"_id":{"$oid":"6741a0000000000000000001"},"OrderNumber":"{{{One}}}","StatusCode":4,"EventTime":{{{time}}}}]}}""");

        var page = Assert.IsType<PostalReply<FeedPage>.Ok>(await Speaking.Of(http, PostalDialectNames.Ngsp).ReadFeedAsync(null, default)).Value;

        var told = Assert.Single(page.Events);
        Assert.Equal((false, true, Speaking.Now, ConsignmentState.Delivered), (told.IsTimed, told.IsReadable, told.At, told.State!.Value));
        Assert.Contains(time, Encoding.UTF8.GetString(told.Raw.Span), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("02/03/2026", "08:00")]
    [InlineData("02/03/2026", "03:09 PM")]
    [InlineData("2026-03-02", "08:00:00")]
    [InlineData("02/03/2026", "")]
    [InlineData("21/01/1970", "08:00:00")]
    [InlineData("31/02/2026", "08:00:00")]
    public async Task A_history_with_odd_times_is_read_and_known_again(string date, string hour)
    {
        using var http = new FakeHttp();
        http.Answer("""{"success":true,"token":"t-1"}""");
        var answer = $$"""{"data":[{"itemCode":"CN1","statusHistory":[{"createdDate":"{{date}}","createHour":"{{hour}}","statusCode":14}]}]}""";
        http.Answer(answer);
        http.Answer(answer);
        var dialect = Speaking.Of(http, PostalDialectNames.MyVnPost);

        var told = Assert.Single(Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await dialect.AskAsync(One, default)).Value);
        var again = Assert.Single(Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await dialect.AskAsync(One, default)).Value);

        Assert.Equal((false, Speaking.Now, ConsignmentState.Delivered), (told.IsTimed, told.At, told.State!.Value));
        Assert.Equal(told.Key, again.Key);
    }

    [Theory]
    [InlineData(PostalDialectNames.Ngsp)]
    [InlineData(PostalDialectNames.MyVnPost)]
    public async Task A_parcel_with_odd_times_is_delivered_when_that_is_heard(string dialect)
    {
        const string number = "000.00.01.H40-261121-0725-D1";
        await using var scene = await TrackScene.StartAsync(dialect);
        await scene.BookAsync(number);
        await scene.AdvanceAsync(number, "delivered");
        scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));

        await scene.Feed.RunOnceAsync(default);
        await scene.Poll.RunOnceAsync(default);

        Assert.Equal((ConsignmentState.Delivered, scene.Twin.Clock.Now), (scene.Consignments.Get(number).State, scene.Consignments.Get(number).StateAt));
        Assert.Equal("vnpost/unreadable", Assert.Single(scene.Tasks.All, task => task.Kind == PostalTaskKinds.TimeDoubtful).Subject);
    }

    [Theory]
    [InlineData("30/11/2026 09:15:00")]
    [InlineData("30-11-2026 09:15:00")]
    [InlineData("2026-11-30T09:15:00")]
    [InlineData("2026-11-30T02:15:00Z")]
    [InlineData("2026-11-30T09:15:00.000+07:00")]
    [InlineData("yesterday")]
    [InlineData("1795227330000")]
    public async Task A_call_is_verified_as_it_was_sent_whatever_the_form_of_its_date(string sendDate)
    {
        await using var hook = await Hook.StartAsync();
        await hook.Scene.BookAsync(One);

        Assert.Equal(200, await hook.PushAsync(14, sendDate, null));

        Assert.Equal(ConsignmentState.Delivered, hook.Scene.Consignments.Get(One).State);
        Assert.True(hook.Scene.Consignments.Get(One).StateAt <= hook.Scene.Twin.Clock.Now);
    }

    [Theory]
    [InlineData("03:09 PM")]
    [InlineData("30/11/2026 09:15")]
    [InlineData("1795227330")]
    [InlineData("30/11/2126 09:15:00")]
    public async Task An_item_with_an_odd_time_is_judged_by_its_calls_date_and_told(string updated)
    {
        await using var hook = await Hook.StartAsync();
        await hook.Scene.BookAsync(One);

        await hook.PushAsync(14, hook.Here, updated);

        Assert.Equal((ConsignmentState.Delivered, hook.Scene.Twin.Clock.Now), (hook.Scene.Consignments.Get(One).State, hook.Scene.Consignments.Get(One).StateAt));
        Assert.Equal("vnpost/unreadable", Assert.Single(hook.Scene.Tasks.All).Subject);
        Assert.Contains(updated, Encoding.UTF8.GetString(hook.Scene.Consignments.Records[^1].Raw.Span), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_old_call_sent_again_with_another_time_changes_nothing()
    {
        await using var hook = await Hook.StartAsync();
        await hook.Scene.BookAsync(One);
        await hook.PushAsync(12, "hôm qua", null);
        await hook.PushAsync(15, "hôm nay", null);
        var before = hook.Scene.Consignments.Get(One);
        hook.Scene.Twin.Clock.Advance(TimeSpan.FromHours(1));

        await hook.PushAsync(12, "hôm qua", hook.Here);

        Assert.Equal((ConsignmentState.DeliveryFailed, before), (before.State, hook.Scene.Consignments.Get(One)));
    }

    private sealed class Hook(TrackScene scene) : IAsyncDisposable
    {
        // To make one takes a good part of a second.
        private static readonly RSA Key = RSA.Create(2048);

        public TrackScene Scene { get; } = scene;

        public string Here => Scene.Twin.Clock.Now.ToOffset(TimeSpan.FromHours(7)).ToString("dd'/'MM'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture);

        public static async Task<Hook> StartAsync() =>
            new(await TrackScene.StartAsync(PostalDialectNames.MyVnPost, Key.ExportSubjectPublicKeyInfoPem()));

        public async Task<int> PushAsync(int status, string sendDate, string? updated)
        {
            var waybill = Scene.Consignments.Get(One).Waybill;
            var signature = Key.SignData(Encoding.UTF8.GetBytes($"MYVNP{sendDate}{waybill}{status}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var body = new JsonObject
            {
                ["data"] = new JsonArray(new JsonObject { ["itemCode"] = waybill, ["saleOrderCode"] = One, ["status"] = status, ["updatedDate"] = updated }),
                ["sendDate"] = sendDate,
                ["signature"] = Convert.ToBase64String(signature),
            };
            var (push, refusal) = Scene.Webhook.Check(Speaking.Operator, Encoding.UTF8.GetBytes(body.ToJsonString()));
            return (refusal ?? await Scene.Webhook.TakeAsync(push!, default)).Status;
        }

        public async ValueTask DisposeAsync() => await Scene.DisposeAsync();
    }
}
