using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects.MyVnPost;
using Hub.Postal.Settings;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>What MyVNPost pushes: one item is signed, the others are only a reason to ask.</summary>
public sealed class WebhookTests
{
    private const string One = "000.00.01.H40-261121-1111-D1";
    private const string Two = "000.00.01.H40-261121-1112-D1";

    [Fact]
    public async Task A_signed_item_moves_its_consignment_once()
    {
        await using var hook = await Hook.StartAsync();
        var one = await hook.Scene.BookAsync(One);
        var body = hook.Body(Item(one, 14));

        var first = await hook.TakeAsync(body);
        var (after, records) = (hook.Scene.Consignments.Get(One), hook.Scene.Consignments.Records.Count);
        var again = await hook.TakeAsync(body);

        Assert.Equal((200, 1), (first.Status, first.Updated));
        Assert.Equal(ConsignmentState.Delivered, after.State);
        Assert.Equal((200, 0), (again.Status, again.Updated));
        Assert.Equal(after, hook.Scene.Consignments.Get(One));
        Assert.Equal(records, hook.Scene.Consignments.Records.Count);
    }

    [Fact]
    public async Task Webhook_and_history_tell_one_fact_once()
    {
        await using var hook = await Hook.StartAsync();
        var one = await hook.Scene.BookAsync(One);
        await hook.Scene.AdvanceAsync(One, "picked_up");
        await hook.Scene.Poll.RunOnceAsync(default);
        hook.Scene.Twin.Clock.Advance(TimeSpan.FromMinutes(31));
        await hook.Scene.Poll.RunOnceAsync(default);
        var latest = hook.Scene.Consignments.Records.MaxBy(record => record.At)!;
        var records = hook.Scene.Consignments.Records.Count;

        var item = Item(one, int.Parse(latest.Code, CultureInfo.InvariantCulture));
        item["updatedDate"] = Text(latest.At);
        await hook.TakeAsync(hook.Body(item));

        Assert.Equal(records, hook.Scene.Consignments.Records.Count);
    }

    [Theory]
    [InlineData("status")]
    [InlineData("itemCode")]
    [InlineData("sendDate")]
    public async Task What_was_changed_after_it_was_signed_is_turned_away(string member)
    {
        await using var hook = await Hook.StartAsync();
        var one = await hook.Scene.BookAsync(One);
        var body = JsonNode.Parse(hook.Body(Item(one, 10)))!;
        (member == "sendDate" ? body : body["data"]![0]!)[member] = member == "status" ? 14 : member == "sendDate" ? "02/03/2026 09:00:01" : "CN000000005VN";

        Assert.Equal(401, (await hook.TakeAsync(body.ToJsonString())).Status);
        Assert.Empty(hook.Scene.Consignments.Records);
    }

    [Fact]
    public async Task A_strangers_signature_is_turned_away()
    {
        await using var hook = await Hook.StartAsync();
        using var stranger = RSA.Create(2048);
        var one = await hook.Scene.BookAsync(One);

        Assert.Equal(401, (await hook.TakeAsync(hook.Body(stranger, Item(one, 14)))).Status);
        Assert.Equal(ConsignmentState.Booked, hook.Scene.Consignments.Get(One).State);
    }

    [Fact]
    public async Task A_forged_second_item_is_kept_as_unproven_and_moves_nothing()
    {
        await using var hook = await Hook.StartAsync();
        var (one, two) = (await hook.Scene.BookAsync(One), await hook.Scene.BookAsync(Two));

        var verdict = await hook.TakeAsync(hook.Body(Item(one, 10), Item(two, 14)));

        Assert.Equal(200, verdict.Status);
        Assert.Equal(ConsignmentState.InTransit, hook.Scene.Consignments.Get(One).State);
        Assert.NotEqual(ConsignmentState.Delivered, hook.Scene.Consignments.Get(Two).State);
        var kept = Assert.Single(hook.Scene.Consignments.Records, record => record.Source == "vnpost/webhook-unproven");
        Assert.Equal((Two, "14", (ConsignmentState?)null, MoveVerdict.Unplaced), (kept.Number, kept.Code, kept.State, kept.Verdict));
    }

    [Fact]
    public async Task A_second_item_that_the_operators_history_confirms_is_believed()
    {
        await using var hook = await Hook.StartAsync();
        var (one, two) = (await hook.Scene.BookAsync(One), await hook.Scene.BookAsync(Two));
        await hook.Scene.AdvanceAsync(Two, "delivered");

        await hook.TakeAsync(hook.Body(Item(one, 10), Item(two, 14)));

        Assert.Equal(ConsignmentState.Delivered, hook.Scene.Consignments.Get(Two).State);
        Assert.DoesNotContain(hook.Scene.Consignments.Records, record => record.Source == "vnpost/webhook-unproven");
    }

    [Fact]
    public async Task A_second_item_that_cannot_be_read_again_is_asked_for_by_the_next_poll()
    {
        await using var hook = await Hook.StartAsync();
        var (one, two) = (await hook.Scene.BookAsync(One), await hook.Scene.BookAsync(Two));
        await hook.Scene.AdvanceAsync(Two, "delivered");
        await hook.Scene.Twin.ControlAsync("/post/d/faults", new JsonObject { ["kind"] = "html", ["operations"] = new JsonArray("history"), ["times"] = 1 });

        var verdict = await hook.TakeAsync(hook.Body(Item(one, 10), Item(two, 14)));

        Assert.Equal(200, verdict.Status);
        Assert.Equal((ConsignmentState.Booked, hook.Scene.Twin.Clock.Now), (hook.Scene.Consignments.Get(Two).State, hook.Scene.Consignments.Get(Two).PollAt!.Value));
        await hook.Scene.Poll.RunOnceAsync(default);
        Assert.Equal(ConsignmentState.Delivered, hook.Scene.Consignments.Get(Two).State);
    }

    [Fact]
    public async Task Twenty_items_of_a_push_are_verified_at_once_and_the_rest_polled()
    {
        await using var hook = await Hook.StartAsync();
        var items = new List<JsonObject> { Item(await hook.Scene.BookAsync(One), 10) };
        for (var i = 13; i < 38; i++)
        {
            items.Add(Item(await hook.Scene.BookAsync(string.Create(CultureInfo.InvariantCulture, $"000.00.01.H40-261121-11{i}-D1")), 10));
        }

        Assert.Equal(200, (await hook.TakeAsync(hook.Body([.. items]))).Status);
        Assert.Equal(5, hook.Scene.Consignments.All.Count(each => each.PollAt == hook.Scene.Twin.Clock.Now));
    }

    [Fact]
    public async Task After_one_failed_question_the_rest_of_a_push_is_left_to_the_poll()
    {
        const string three = "000.00.01.H40-261121-1113-D1";
        const string over = "000.00.01.H40-261121-1114-D1";
        await using var hook = await Hook.StartAsync();
        var items = new List<JsonObject>();
        foreach (var number in new[] { One, Two, three, over })
        {
            items.Add(Item(await hook.Scene.BookAsync(number), 10));
            await hook.Scene.AdvanceAsync(number, "delivered");
        }

        hook.Scene.Consignments.Put(hook.Scene.Consignments.Get(over) with { State = ConsignmentState.Delivered, PollAt = null });
        await hook.Scene.Twin.ControlAsync("/post/d/faults", new JsonObject { ["kind"] = "html", ["operations"] = new JsonArray("history"), ["times"] = 1 });

        await hook.TakeAsync(hook.Body([.. items]));

        Assert.All(new[] { Two, three }, number => Assert.Equal((ConsignmentState.Booked, hook.Scene.Twin.Clock.Now), (hook.Scene.Consignments.Get(number).State, hook.Scene.Consignments.Get(number).PollAt!.Value)));
        Assert.Null(hook.Scene.Consignments.Get(over).PollAt);
    }

    [Fact]
    public async Task What_another_operator_carries_is_not_asked_for_here()
    {
        await using var hook = await Hook.StartAsync();
        var (one, two) = (await hook.Scene.BookAsync(One), await hook.Scene.BookAsync(Two));
        await hook.Scene.AdvanceAsync(Two, "delivered");
        hook.Scene.Consignments.Put(two with { Operator = "swift" });

        await hook.TakeAsync(hook.Body(Item(one, 10), Item(two, 14)));

        Assert.Empty(hook.Scene.Tasks.All);
        Assert.Equal(two with { Operator = "swift" }, hook.Scene.Consignments.Get(Two));
    }

    [Fact]
    public async Task A_first_item_that_no_consignment_bears_is_looked_into_like_the_others()
    {
        await using var hook = await Hook.StartAsync();
        var one = await hook.Scene.BookAsync(One);
        await hook.Scene.AdvanceAsync(One, "delivered");
        hook.Scene.Consignments.Put(one with { Waybill = null });

        await hook.TakeAsync(hook.Body(Item(one, 14)));

        Assert.Equal(ConsignmentState.Delivered, hook.Scene.Consignments.Get(One).State);
    }

    [Fact]
    public async Task The_signed_item_code_and_not_the_number_names_the_consignment()
    {
        await using var hook = await Hook.StartAsync();
        var (one, _) = (await hook.Scene.BookAsync(One), await hook.Scene.BookAsync(Two));
        var item = Item(one, 14);
        item["saleOrderCode"] = Two;

        await hook.TakeAsync(hook.Body(item));

        Assert.Equal(ConsignmentState.Delivered, hook.Scene.Consignments.Get(One).State);
        Assert.Equal(ConsignmentState.Booked, hook.Scene.Consignments.Get(Two).State);
    }

    [Fact]
    public async Task An_old_call_with_a_later_date_put_in_cannot_undo_what_came_after_it()
    {
        await using var hook = await Hook.StartAsync();
        var one = await hook.Scene.BookAsync(One);
        hook.Scene.Twin.Clock.Advance(TimeSpan.FromHours(1));
        var old = JsonNode.Parse(hook.Body(Item(one, 12)))!;
        hook.Scene.Twin.Clock.Advance(TimeSpan.FromHours(1));
        await hook.TakeAsync(hook.Body(Item(one, 15)));
        hook.Scene.Twin.Clock.Advance(TimeSpan.FromHours(1));
        old["data"]![0]!["updatedDate"] = Text(hook.Scene.Twin.Clock.Now);

        await hook.TakeAsync(old.ToJsonString());

        Assert.Equal(ConsignmentState.DeliveryFailed, hook.Scene.Consignments.Get(One).State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("""{"data":[],"sendDate":"02/03/2026 08:00:00","signature":"AA=="}""")]
    [InlineData("""{"data":"?","sendDate":"02/03/2026 08:00:00","signature":"AA=="}""")]
    [InlineData("""{"data":[{}],"sendDate":"02/03/2026 08:00:00","signature":"?"}""")]
    [InlineData("""{"data":[{}],"sendDate":"\ud800","signature":"AA=="}""")]
    public async Task What_is_no_call_is_unreadable(string body)
    {
        await using var hook = await Hook.StartAsync();

        Assert.Equal(400, (await hook.TakeAsync(body)).Status);
    }

    [Fact]
    public async Task A_call_that_cannot_be_read_is_kept_once_and_told_once()
    {
        await using var hook = await Hook.StartAsync();

        await hook.Scene.Webhook.NoteUnreadableAsync(Speaking.Operator, "{\"items\":[]}"u8.ToArray(), default);
        await hook.Scene.Webhook.NoteUnreadableAsync(Speaking.Operator, "{\"items\":[1]}"u8.ToArray(), default);
        await hook.Scene.Webhook.NoteUnreadableAsync(Speaking.Operator, default, default);

        Assert.Equal((PostalTaskKinds.AnswerUnreadable, "vnpost/webhook"), (Assert.Single(hook.Scene.Tasks.All).Kind, hook.Scene.Tasks.All[0].Subject));
        Assert.Equal("{\"items\":[]}", Encoding.UTF8.GetString(Assert.Single(hook.Scene.Consignments.Records).Raw.Span));
    }

    [Fact]
    public async Task A_call_may_hold_a_thousand_items_and_no_more()
    {
        await using var hook = await Hook.StartAsync();
        var one = await hook.Scene.BookAsync(One);
        var items = Enumerable.Range(0, MyVnPostWebhook.MaxItems).Select(_ => Item(one, 10)).ToArray();

        Assert.Equal(200, (await hook.TakeAsync(hook.Body(items))).Status);
        Assert.Equal(400, (await hook.TakeAsync(hook.Body([.. items, Item(one, 10)]))).Status);
    }

    [Fact]
    public async Task A_store_that_refuses_has_the_call_sent_again()
    {
        await using var hook = await Hook.StartAsync();
        var (one, two) = (await hook.Scene.BookAsync(One), await hook.Scene.BookAsync(Two));
        hook.Scene.Consignments.Refuse = 100;

        Assert.Equal(503, (await hook.TakeAsync(hook.Body(Item(one, 14), Item(two, 14)))).Status);
    }

    private static JsonObject Item(Consignment consignment, int status) => new()
    {
        ["itemCode"] = consignment.Waybill,
        ["saleOrderCode"] = consignment.Number,
        ["status"] = status,
        ["contentNote"] = "Kết quả hồ sơ",
    };

    private static string Text(DateTimeOffset at) => at.ToOffset(TimeSpan.FromHours(7)).ToString("dd'/'MM'/'yyyy HH:mm:ss", CultureInfo.InvariantCulture);

    private sealed class Hook(TrackScene scene) : IAsyncDisposable
    {
        // To make one takes a good part of a second.
        private static readonly RSA Key = RSA.Create(2048);

        public TrackScene Scene { get; } = scene;

        public static async Task<Hook> StartAsync() =>
            new(await TrackScene.StartAsync(PostalDialectNames.MyVnPost, Key.ExportSubjectPublicKeyInfoPem()));

        public string Body(params JsonObject[] items) => Body(Key, items);

        public string Body(RSA signer, params JsonObject[] items)
        {
            var sendDate = Text(Scene.Twin.Clock.Now);
            var signature = signer.SignData(Encoding.UTF8.GetBytes($"MYVNP{sendDate}{items[0]["itemCode"]}{items[0]["status"]}"), HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            return new JsonObject
            {
                ["data"] = new JsonArray([.. items.Select(item => item.DeepClone())]),
                ["sendDate"] = sendDate,
                ["signature"] = Convert.ToBase64String(signature),
            }.ToJsonString();
        }

        public async Task<WebhookVerdict> TakeAsync(string body)
        {
            var (push, refusal) = Scene.Webhook.Check(Speaking.Operator, Encoding.UTF8.GetBytes(body));
            return refusal ?? await Scene.Webhook.TakeAsync(push!, default);
        }

        public async ValueTask DisposeAsync() => await Scene.DisposeAsync();
    }
}
