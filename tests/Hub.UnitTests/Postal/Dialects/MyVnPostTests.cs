using System.Text.Json.Nodes;
using Hub.Postal.Consignments;
using Hub.Postal.Dialects;
using Hub.Postal.Settings;
using Hub.UnitTests.NationalPortal.Fakes;
using Hub.UnitTests.Sandbox.Postal;
using Xunit;

namespace Hub.UnitTests.Postal.Dialects;

/// <summary>D: it takes two orders of one number, so whatever fails is looked up first.</summary>
public sealed class MyVnPostTests
{
    private const string Login = """{"success":true,"token":"t-1"}""";

    private static BookingOrder Delivery(string number = Mail.Number)
    {
        var order = Speaking.Order(number, direction: PostalDirection.Delivery);
        return order with { Sender = order.Sender with { District = null } };
    }

    [Fact]
    public async Task An_order_bears_district_vnpost_and_collects_from_the_receiver()
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""{"originalID":"o-1","itemCode":"CN1","totalFee":"38000.0"}""");
        var order = Delivery();

        var reply = await Speaking.Of(http, PostalDialectNames.MyVnPost).BookAsync(order, default);

        Assert.Equal(new Booked("CN1", "o-1", 38_000), Assert.IsType<PostalReply<Booked>.Ok>(reply).Value);
        Assert.Equal("""{"username":"demo","password":"demo-password","customerCode":"H40DEMO"}""", http.Requests[0].Body);
        Assert.Equal("t-1", http.Requests[1].Headers["token"]);
        var sent = JsonNode.Parse(http.Requests[1].Body)!;
        Assert.Equal((1, "GUI", "H40DEMO"), ((int)sent["orderCreationStatus"]!, (string)sent["type"]!, (string)sent["customerCode"]!));
        var information = sent["informationOrder"]!;
        Assert.Equal("VNPOST", (string)information["senderDistrictCode"]!);
        Assert.Equal("10002", (string)information["senderCommuneCode"]!);
        Assert.Equal(("GTG021", "PROP0018:50000"), ((string)information["addonService"]![0]!["code"]!, (string)information["addonService"]![0]!["propValue"]!));
        Assert.Equal(order.Number, (string)information["saleOrderCode"]!);
    }

    [Fact]
    public async Task At_a_pickup_the_agency_is_not_asked_for_the_citizens_fee()
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""{"originalID":"o-1","itemCode":"CN1"}""");

        await Speaking.Of(http, PostalDialectNames.MyVnPost).BookAsync(Speaking.Order(), default);

        var information = JsonNode.Parse(http.Requests[1].Body)!["informationOrder"]!;
        Assert.Empty(information["addonService"]!.AsArray());
        Assert.Empty(information["additionRequest"]!.AsArray());
        Assert.Contains("50000", (string)information["deliveryInstruction"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_comes_with_http_200_and_is_our_credentials_fault()
    {
        await using var twin = await PostServer.StartAsync();

        var reply = await Speaking.Of(twin, PostalDialectNames.MyVnPost, options => options with { Password = "wrong" }).BookAsync(Delivery(), default);

        Assert.IsType<PostalReply<Booked>.LoginRefused>(reply);
    }

    [Theory]
    [InlineData("701")]
    [InlineData("703")]
    public async Task A_lost_answer_is_found_by_our_number_and_nothing_is_booked_twice(string magic)
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.MyVnPost);
        var order = Delivery(Mail.Magic(magic));

        Assert.True(Assert.IsType<PostalReply<Booked>.Down>(await dialect.BookAsync(order, default)).MayHaveEffect);
        var found = Assert.IsType<PostalReply<Booked>.Ok>(await dialect.LookUpAsync(order.Number, default)).Value;

        Assert.NotNull(found.Waybill);
        Assert.NotNull(found.Reference);
        Assert.Equal(1, (int)(await twin.NumberAsync(order.Number))["bookings"]!);
        Assert.False(dialect.Abilities.RefusesRepeats);
        Assert.True(dialect.Abilities.LooksUp);
    }

    [Fact]
    public async Task An_unknown_number_is_surely_not_there()
    {
        await using var twin = await PostServer.StartAsync();

        Assert.IsType<PostalReply<Booked>.NotFound>(await Speaking.Of(twin, PostalDialectNames.MyVnPost).LookUpAsync("nobody-s", default));
    }

    [Fact]
    public async Task Of_two_orders_of_one_number_the_first_that_lives_counts()
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""
            [{"results":[
              {"originalID":"o-3","itemCode":"CN3","status":1,"saleOrderCode":"n-1","createdDate":"02/03/2026 10:00:00"},
              {"originalID":"o-2","itemCode":"CN2","status":1,"saleOrderCode":"n-1","createdDate":"02/03/2026 09:00:00"},
              {"originalID":"o-1","itemCode":"CN1","status":9,"saleOrderCode":"n-1","createdDate":"02/03/2026 08:00:00"}]}]
            """);

        Assert.Equal("CN2", Assert.IsType<PostalReply<Booked>.Ok>(await Speaking.Of(http, PostalDialectNames.MyVnPost).LookUpAsync("n-1", default)).Value.Waybill);
    }

    [Theory]
    [InlineData("709", PostalReasonCodes.Refused)]
    [InlineData("710", PostalReasonCodes.AreaNotServed)]
    public async Task A_refusal_in_words_is_told_apart(string magic, string code)
    {
        await using var twin = await PostServer.StartAsync();

        Assert.Equal(code, Assert.IsType<PostalReply<Booked>.Refused>(await Speaking.Of(twin, PostalDialectNames.MyVnPost).BookAsync(Delivery(Mail.Magic(magic)), default)).Code);
    }

    [Fact]
    public async Task The_history_of_an_order_is_told_in_its_order_with_keys_that_repeat()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.MyVnPost);
        await dialect.BookAsync(Delivery(), default);
        await twin.ControlAsync($"/post/orders/{Mail.Number}/advance", new() { ["to"] = "delivered" });

        var once = Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await dialect.AskAsync(Mail.Number, default)).Value;
        var again = Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await dialect.AskAsync(Mail.Number, default)).Value;

        Assert.Equal(ConsignmentState.Delivered, once[^1].State);
        Assert.Equal(once.Select(tracked => (tracked.Source, tracked.Key)), again.Select(tracked => (tracked.Source, tracked.Key)));
        Assert.Equal(once.Count, once.Select(tracked => tracked.Key).Distinct().Count());
        Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.NotFound>(await dialect.AskAsync("nobody-s", default));
    }

    [Fact]
    public async Task Cancelling_and_redirecting_look_up_the_operators_own_id_if_need_be()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.MyVnPost);
        var order = Delivery();
        await dialect.BookAsync(order, default);
        var elsewhere = order with { Receiver = order.Receiver with { Name = "Trần Thị Demo", Address = "Số 9 đường Khác" } };

        Assert.IsType<PostalReply<Accepted>.Ok>(await dialect.RedirectAsync(Speaking.Consignment(order), elsewhere, default));
        Assert.Equal("Trần Thị Demo", (string)(await twin.NumberAsync(order.Number))["orders"]![0]!["request"]!["informationOrder"]!["receiverName"]!);
        Assert.IsType<PostalReply<Accepted>.Ok>(await dialect.CancelAsync(Speaking.Consignment(order), default));
        Assert.IsType<PostalReply<Accepted>.Unable>(await dialect.RedirectAsync(Speaking.Consignment(order), Speaking.Order(), default));
    }

    [Fact]
    public async Task It_says_what_a_parcel_costs_by_the_service_that_is_asked_for()
    {
        await using var twin = await PostServer.StartAsync();
        var dialect = Speaking.Of(twin, PostalDialectNames.MyVnPost);

        var usual = Assert.IsType<PostalReply<long>.Ok>(await dialect.QuoteAsync(Delivery(), default)).Value;
        var express = Assert.IsType<PostalReply<long>.Ok>(await dialect.QuoteAsync(Delivery() with { Service = "express" }, default)).Value;

        Assert.True(express > usual && usual > 0, $"{usual} {express}");
    }

    [Fact]
    public async Task A_status_that_may_not_be_guessed_is_left_to_a_person_and_the_settings()
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""{"data":[{"itemCode":"CN1","statusHistory":[{"createdDate":"02/03/2026","createHour":"08:00:00","statusCode":23},{"createdDate":"02/03/2026","createHour":"08:00:01","statusCode":"90"},{"createdDate":"?"}]}]}""");
        var dialect = Speaking.Of(http, PostalDialectNames.MyVnPost, options => options with { Codes = new Dictionary<string, string> { ["90"] = "delivered" } });

        var events = Assert.IsType<PostalReply<IReadOnlyList<TrackingEvent>>.Ok>(await dialect.AskAsync("n-1", default)).Value;

        Assert.Equal([(false, null), (true, (ConsignmentState?)ConsignmentState.Delivered), (false, null)], events.Select(tracked => (tracked.IsKnown, tracked.State)));
        Assert.Equal([true, true, false], events.Select(tracked => tracked.IsReadable));
        Assert.Equal(new DateTimeOffset(2026, 3, 2, 1, 0, 0, TimeSpan.Zero), events[0].At);
    }

    [Fact]
    public async Task An_order_that_lacks_what_the_operator_needs_of_either_side_is_not_sent()
    {
        using var http = new FakeHttp();
        var order = Delivery();
        var lacking = order with { Sender = order.Sender with { Phone = null }, Receiver = order.Receiver with { Commune = " " } };

        var refused = Assert.IsType<PostalReply<Booked>.Refused>(await Speaking.Of(http, PostalDialectNames.MyVnPost).BookAsync(lacking, default));

        Assert.Equal((PostalReasonCodes.RequestInvalid, "senderPhone, receiverCommuneCode"), (refused.Code, refused.Text));
        Assert.Empty(http.Requests);
    }

    [Theory]
    [InlineData(null, "CTN009")]
    [InlineData("express", "X1")]
    [InlineData("standard", "CTN009")]
    [InlineData("CTN001", "CTN001")]
    public async Task A_service_is_told_by_the_code_of_the_settings_where_there_is_one(string? service, string code)
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer("""{"originalID":"o-1","itemCode":"CN1"}""");
        var dialect = Speaking.Of(http, PostalDialectNames.MyVnPost, options => options with { Services = new Dictionary<string, string> { ["express"] = "X1" } });

        await dialect.BookAsync(Delivery() with { Service = service, Papers = [new PostalPaper("p1", "Giấy báo tử", 3, "original")], Note = "" }, default);

        var information = JsonNode.Parse(http.Requests[1].Body)!["informationOrder"]!;
        Assert.Equal((code, "130", "Hồ sơ"), ((string)information["serviceCode"]!, (string)information["weight"]!, (string)information["contentNote"]!));
    }

    [Theory]
    [InlineData("-1")]
    [InlineData("1000000000000")]
    [InlineData("38.000.000")]
    [InlineData("?")]
    public async Task A_price_that_is_none_is_left_out_and_the_booking_stands(string fee)
    {
        using var http = new FakeHttp();
        http.Answer(Login);
        http.Answer($$"""{"originalID":"o-1","itemCode":"CN1","totalFee":"{{fee}}"}""");

        Assert.Equal(new Booked("CN1", "o-1", null), Assert.IsType<PostalReply<Booked>.Ok>(await Speaking.Of(http, PostalDialectNames.MyVnPost).BookAsync(Delivery(), default)).Value);
    }
}
