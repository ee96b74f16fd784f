using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>Who is asked for the fee, and how an operator is told.</summary>
public sealed class FeeTests
{
    private const string InWords = "Thu lệ phí của người gửi: 50000 đồng";

    [Theory]
    [InlineData("", PostalDirection.Pickup, 50_000, "Giấy báo tử ×1")]
    [InlineData("amount", PostalDirection.Pickup, 50_000, "Giấy báo tử ×1")]
    [InlineData("words", PostalDirection.Pickup, 0, InWords + "; Giấy báo tử ×1")]
    [InlineData("words", PostalDirection.Delivery, 50_000, "Giấy báo tử ×1")]
    public async Task Ngsp_is_told_the_amount_unless_the_settings_want_words_at_a_pickup(string setting, PostalDirection direction, long amount, string words)
    {
        using var http = new FakeHttp();
        http.Answer("""{"access_token":"t-1","expires_in":3600}""");
        http.Answer("""{"Status":100,"Message":""}""");

        await Speaking.Of(http, PostalDialectNames.Ngsp, party => party with { PickupFee = setting }).BookAsync(Speaking.Order(direction: direction), default);

        var order = JsonNode.Parse(http.Requests[1].Body)!;
        Assert.Equal((amount, words), ((long)order["CODAmount"]!, (string)order["SenderDesc"]!));
    }

    [Theory]
    [InlineData("", PostalDirection.Pickup, 0, InWords)]
    [InlineData("words", PostalDirection.Pickup, 0, InWords)]
    [InlineData("amount", PostalDirection.Pickup, 1, null)]
    [InlineData("words", PostalDirection.Delivery, 1, null)]
    public async Task Myvnpost_is_told_words_at_a_pickup_unless_the_settings_want_the_amount(string setting, PostalDirection direction, int services, string? words)
    {
        using var http = new FakeHttp();
        http.Answer("""{"success":true,"token":"t-1"}""");
        http.Answer("""{"originalID":"o-1","itemCode":"CN1"}""");

        await Speaking.Of(http, PostalDialectNames.MyVnPost, party => party with { PickupFee = setting }).BookAsync(Speaking.Order(direction: direction), default);

        var order = JsonNode.Parse(http.Requests[1].Body)!["informationOrder"]!;
        Assert.Equal((services, words), (order["addonService"]!.AsArray().Count, (string?)order["deliveryInstruction"]));
        Assert.Empty(order["additionRequest"]!.AsArray());
        Assert.All(order["addonService"]!.AsArray(), service => Assert.Equal("PROP0018:50000", (string)service!["propValue"]!));
    }

    [Fact]
    public async Task Where_there_is_no_fee_nobody_is_told_of_one()
    {
        using var http = new FakeHttp();
        http.Answer("""{"success":true,"token":"t-1"}""");
        http.Answer("""{"originalID":"o-1","itemCode":"CN1"}""");

        await Speaking.Of(http, PostalDialectNames.MyVnPost).BookAsync(Speaking.Order() with { FeeToCollect = 0 }, default);

        var order = JsonNode.Parse(http.Requests[1].Body)!["informationOrder"]!;
        Assert.Empty(order["addonService"]!.AsArray());
        Assert.Null(order["deliveryInstruction"]);
        Assert.Empty(order["additionRequest"]!.AsArray());
    }
}
