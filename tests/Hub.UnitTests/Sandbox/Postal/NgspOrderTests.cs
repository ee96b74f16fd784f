using System.Net;
using System.Text.Json.Nodes;
using Hub.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

public sealed class NgspOrderTests
{
    [Fact]
    public async Task A_token_is_given_for_the_right_client_and_grant_only()
    {
        await using var post = await PostServer.StartAsync();

        using var wrongClient = await post.GrantAsync("/post/a/token", "demo-key:wrong");
        using var wrongGrant = await post.GrantAsync("/post/a/token", "demo-key:demo-secret", "password");
        var granted = await PostServer.ReadAsync(await post.GrantAsync("/post/a/token", "demo-key:demo-secret"));

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.BadRequest), (wrongClient.StatusCode, wrongGrant.StatusCode));
        Assert.Equal(("Bearer", 3600), ((string)granted["token_type"]!, (int)granted["expires_in"]!));
    }

    [Fact]
    public async Task A_token_ends_and_a_new_one_is_taken()
    {
        await using var post = await PostServer.StartAsync();

        await post.PassAsync(TimeSpan.FromHours(1));
        using var late = await post.SendAAsync(HttpMethod.Post, "/order/post", Mail.Order());
        await post.LogInAsync();

        Assert.Equal(HttpStatusCode.Unauthorized, late.StatusCode);
        Assert.Equal(100, await post.OrderAAsync(Mail.Order()));
        Assert.Equal(1, await post.EffectAsync("post.a.unauthorized"));
    }

    [Fact]
    public async Task A_token_of_one_dialect_opens_no_other()
    {
        await using var post = await PostServer.StartAsync();

        (post.TokenB, post.TokenD) = (post.TokenA, post.TokenA);
        using var b = await post.SendBAsync(HttpMethod.Post, "/order", Mail.OrderB());
        using var d = await post.SendDAsync(HttpMethod.Post, "/CreateOrder", Mail.OrderD());

        Assert.Equal((HttpStatusCode.Unauthorized, HttpStatusCode.Unauthorized), (b.StatusCode, d.StatusCode));
    }

    [Fact]
    public async Task A_second_booking_of_a_number_is_answered_101_and_books_nothing()
    {
        await using var post = await PostServer.StartAsync();

        var first = await post.OrderAAsync(Mail.Order());
        var second = await post.OrderAAsync(Mail.Order().With("CODAmount", 1));
        var found = await post.NumberAsync(Mail.Number);

        Assert.Equal((100, 101), (first, second));
        Assert.Equal((1, 1), ((int)found["bookings"]!, (int)found["refusedDuplicates"]!));
        Assert.Equal(50000, (long)found["orders"]![0]!["codAmount"]!);
    }

    [Theory]
    [InlineData("CustomerCode", "")]
    [InlineData("CustomerCode", "H99")]
    [InlineData("OrderNumber", "")]
    [InlineData("SenderAddress", "")]
    [InlineData("SenderName", null)]
    [InlineData("SenderTel", "")]
    [InlineData("ReceiverName", "")]
    [InlineData("ReceiverAddress", "")]
    [InlineData("ReceiverTel", "")]
    [InlineData("SenderProvince", null)]
    [InlineData("SenderProvince", "01")]
    [InlineData("ReceiverProvince", "xx")]
    [InlineData("ReceiverDistrict", "1000")]
    [InlineData("CODAmount", "-1")]
    public async Task A_field_that_is_missing_or_wrong_is_named_and_nothing_is_booked(string field, string? value)
    {
        await using var post = await PostServer.StartAsync();

        var answer = await post.CallAAsync(HttpMethod.Post, "/order/post", Mail.Order().With(field, value));

        Assert.Equal(102, (int)answer["Status"]!);
        Assert.Contains(field, (string)answer["Message"]!, StringComparison.Ordinal);
        Assert.Equal(0, await post.EffectAsync("post.a.order.booked"));
        Assert.Equal(1, await post.EffectAsync("post.a.order.refused"));
    }

    [Fact]
    public async Task An_order_can_be_cancelled_until_it_is_collected()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order("A-1"));
        await post.OrderAAsync(Mail.Order("A-2"));
        await post.ControlAsync("/post/orders/A-2/advance", new() { ["to"] = "picked_up" });

        var cancelled = await CancelAsync(post, "A-1");
        var again = await CancelAsync(post, "A-1");
        var tooLate = await CancelAsync(post, "A-2");
        var unknown = await CancelAsync(post, "A-3");

        Assert.Equal((100, 100, 105, 104), (cancelled, again, tooLate, unknown));
        Assert.Equal(("cancelled", 2), ((string)(await post.NumberAsync("A-1"))["orders"]![0]!["step"]!, (int)(await post.NumberAsync("A-1"))["cancels"]!));
        await post.PassAsync(TimeSpan.FromDays(10));
        Assert.Equal(["booked", "cancelled"], (await post.NumberAsync("A-1"))["orders"]![0]!["history"]!.AsArray().Select(told => (string)told!["step"]!));
        await post.LogInAsync();
        Assert.Equal(101, await post.OrderAAsync(Mail.Order("A-1")));
    }

    [Fact]
    public async Task One_order_can_be_looked_up()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderAAsync(Mail.Order());

        var found = await post.CallAAsync(HttpMethod.Get, $"/order/get?CustomerCode=H40DEMO&OrderNumber={Mail.Number}");
        var unknown = await post.CallAAsync(HttpMethod.Get, "/order/get?CustomerCode=H40DEMO&OrderNumber=none");

        Assert.Equal((100, 50000L, "TTPVHCC Demo"), ((int)found["Status"]!, (long)found["Order"]!["CODAmount"]!, (string)found["Order"]!["ReceiverName"]!));
        Assert.Equal(104, (int)unknown["Status"]!);
    }

    [Fact]
    public async Task A_look_up_that_the_operator_does_not_offer_is_not_found()
    {
        await using var post = await PostServer.StartAsync(new PostTwinOptions { NgspLookUp = false });

        using var response = await post.SendAAsync(HttpMethod.Get, "/order/get?CustomerCode=H40DEMO&OrderNumber=none");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task A_dossier_announcement_is_kept()
    {
        await using var post = await PostServer.StartAsync();

        var answer = await post.CallAAsync(HttpMethod.Post, "/dossier/post", new JsonObject
        {
            ["CustomerCode"] = PostServer.Customer,
            ["OrderNumber"] = Mail.Number,
            ["Procedure"] = new JsonObject { ["Code"] = "1.000656" },
            ["State"] = 1,
        });
        var kept = (await post.ControlAsync("/post/announcements"))["announcements"]!.AsArray();

        Assert.Equal(100, (int)answer["Status"]!);
        Assert.Equal(Mail.Number, (string)Assert.Single(kept)!["body"]!["OrderNumber"]!);
    }

    [Fact]
    public async Task A_body_that_is_no_object_is_a_bad_request()
    {
        await using var post = await PostServer.StartAsync();

        using var response = await post.SendAAsync(HttpMethod.Post, "/order/post", new JsonArray());

        Assert.Equal(HttpStatusCode.BadRequest, response.StatusCode);
    }

    [Fact]
    public async Task Many_at_once_book_a_number_once()
    {
        await using var post = await PostServer.StartAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => post.OrderAAsync(Mail.Order())));

        Assert.Single(answers, status => status == 100);
        Assert.Equal(1, (int)(await post.CountsAsync("a"))["orders"]!);
    }

    private static async Task<int> CancelAsync(PostServer post, string number) =>
        (int)(await post.CallAAsync(HttpMethod.Get, $"/order/cancel?CustomerCode=H40DEMO&OrderNumber={number}"))["Status"]!;
}
