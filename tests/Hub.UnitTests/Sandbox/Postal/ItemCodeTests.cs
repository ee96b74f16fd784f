using System.Text.Json.Nodes;
using Hub.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Sandbox.Postal;

/// <summary>Dialect B: item codes out of allotted ranges.</summary>
public sealed class ItemCodeTests
{
    [Fact]
    public async Task An_item_code_is_taken_once_and_its_second_use_refused_and_counted()
    {
        await using var post = await PostServer.StartAsync();

        var first = await post.OrderBAsync(Mail.OrderB());
        var second = await post.OrderBAsync(Mail.OrderB(number: "B-2"));
        var counts = await post.CountsAsync("b");

        Assert.Equal(("100", "106"), (first, second));
        Assert.Equal((1, 1, 1), ((int)counts["orders"]!, (int)counts["itemCodesUsed"]!, (int)counts["itemCodesReused"]!));
    }

    [Theory]
    [InlineData("CN202611219VN")]
    [InlineData("CN202711218VN")]
    [InlineData("XX202611218VN")]
    [InlineData("CN20261121")]
    public async Task An_item_code_outside_the_range_or_with_a_wrong_check_digit_is_refused(string itemCode)
    {
        await using var post = await PostServer.StartAsync();

        Assert.Equal("107", await post.OrderBAsync(Mail.OrderB(itemCode)));
        Assert.Equal(1, await post.EffectAsync("post.b.item-code.outside"));
    }

    [Fact]
    public async Task An_order_without_item_code_or_flag_is_refused()
    {
        await using var post = await PostServer.StartAsync();

        Assert.Equal("102", await post.OrderBAsync(Mail.Order()));
        Assert.Equal("102", await post.OrderBAsync(Mail.OrderB().With("FlagConfig", 1)));
    }

    [Fact]
    public async Task A_repeated_number_is_101_before_its_item_code_is_looked_at()
    {
        await using var post = await PostServer.StartAsync();
        await post.OrderBAsync(Mail.OrderB());

        Assert.Equal("101", await post.OrderBAsync(Mail.OrderB()));
        Assert.Equal("101", await post.OrderBAsync(Mail.OrderB("CN202611221VN")));
        Assert.Equal(1, (int)(await post.CountsAsync("b"))["itemCodesUsed"]!);
    }

    [Fact]
    public async Task A_new_range_follows_the_last_one_and_its_codes_are_good()
    {
        await using var post = await PostServer.StartAsync(new PostTwinOptions { RangeSize = 1, MaxRanges = 2 });

        var allotted = await AllotAsync(post, 10);
        var none = await AllotAsync(post, 10);
        var booked = await post.OrderBAsync(Mail.OrderB((string)allotted["Range"]!["FirstItemCode"]!));
        var ranges = (await post.CallBAsync(HttpMethod.Get, "/ranges?CustomerCode=H40DEMO"))["Ranges"]!.AsArray();

        Assert.Equal(("20261122", "20261131", 10), ((string)allotted["Range"]!["FirstSerial"]!, (string)allotted["Range"]!["LastSerial"]!, (int)allotted["Range"]!["Quantity"]!));
        Assert.Equal("109", (string)none["Status"]!);
        Assert.Equal("100", booked);
        Assert.Equal([(0, 1), (1, 9)], ranges.Select(range => ((int)range!["Used"]!, (int)range["Free"]!)));
    }

    [Fact]
    public async Task The_operator_chooses_an_item_code_when_none_is_given()
    {
        await using var post = await PostServer.StartAsync();

        var answer = await post.CallBAsync(HttpMethod.Post, "/order-without-item-code", Mail.Order());

        Assert.Equal("100", (string)answer["Status"]!);
        Assert.Equal((string)(await post.NumberAsync(Mail.Number))["orders"]![0]!["itemCode"]!, (string)answer["ItemCode"]!);
    }

    private static Task<JsonObject> AllotAsync(PostServer post, int quantity) =>
        post.CallBAsync(HttpMethod.Post, "/ranges", new JsonObject { ["CustomerCode"] = PostServer.Customer, ["Quantity"] = quantity });
}
